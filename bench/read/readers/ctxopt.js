import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { dist, fromDist } from '../dist.js';

const { VERSION } = await fromDist('version.js');

/** ctxopt as an agent has it: an MCP client over stdio, one server a repository, an empty store. */
export const ctxopt = {
  name: 'ctxopt',
  version: () => VERSION,
  ways: {
    map: 'ctxopt, the map',
    symbol: 'ctxopt, the map and one symbol',
    question: 'ctxopt, the question',
  },
  async open(folder, home) {
    const client = new Client({ name: 'bench-read', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [path.join(dist, 'src/cli.js')],
        cwd: folder,
        env: { PATH: process.env.PATH ?? '', HOME: home, CTXOPT_HOME: ':memory:', CTXOPT_LOG: 'silent' },
        stderr: 'ignore',
      }),
    );
    const failures = [];
    const smartRead = async (args) => {
      const { content, isError } = await client.callTool(
        { name: 'smart_read', arguments: args },
        { timeout: 600_000 },
      );
      const text = content.map((block) => block.text).join('\n');
      if (isError) failures.push(`${JSON.stringify(args)}: ${text.split('\n', 1)[0]}`);
      return text;
    };
    return {
      map: () => smartRead({ path: '.' }),
      symbol: ({ file, symbol }) => smartRead({ path: file, symbol }),
      question: ({ question }) => smartRead({ path: '.', query: question }),
      // with all the room that a result may have: by default an outline stops at 9,500 tokens, and says so
      outline: (file) => smartRead({ path: file, view: 'outline', budget: 20_000 }),
      failures,
      close: () => client.close(),
    };
  },
};
