import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, type Part, type Script, say, search } from '../upstream/script.js';
import { startUpstream } from '../upstream/upstream.js';
import { type CodingAgent, codingAgents, installed } from './coding-agents.js';
import { CLI, temporaryFolder } from './connect.js';
import { startProxyProcess } from './proxy-process.js';

const FINAL = 'Both files are read.';
const VERDICT = '{"ok":true}';

/** All tools but some of opencode's own, which calls those of servers by other names. */
const CONFIG =
  'defaults: { level: lossless, promptCaching: false, rewriteCached: false, native: { deferTools: { above: 0 } } }\n';
const KEEPING = CONFIG.replace('above: 0', 'above: 0, keep: [bash, read, edit]');

interface Block {
  readonly type: string;
  readonly [member: string]: unknown;
}

interface Sent {
  readonly model: string;
  readonly tools?: readonly { readonly name: string; readonly defer_loading?: boolean }[];
  readonly tool_choice?: unknown;
  readonly messages: readonly { readonly role: string; readonly content: string | readonly Block[] }[];
}

interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A session with an MCP server, ctxopt itself, by a new user in a new folder. */
async function runSession(
  { start }: CodingAgent,
  command: string,
  config: string,
  stepsIn: (folder: string) => readonly (readonly Part[])[],
) {
  const { folder: base, remove } = await temporaryFolder();
  onTestFinished(remove);
  const [folder, home] = [path.join(base, 'work'), path.join(base, 'home')];
  for (const each of [folder, home]) await mkdir(each);
  for (const name of ['a', 'b']) await writeFile(path.join(folder, `${name}.txt`), `what is in ${name}\n`);
  const steps = stepsIn(folder);
  const script: Script = ({ body, isModel }) => {
    if (!isModel) return [];
    const text = JSON.stringify(body);
    if (!text.includes('"name":"Bash"') && !text.includes('"name":"bash"')) return [say(VERDICT)];
    const results = text.match(/"type":"tool_result"/g)?.length ?? 0;
    return steps[Math.min(results, steps.length - 1)]!;
  };
  const upstream = await startUpstream({ script });
  onTestFinished(() => upstream.close());
  const proxy = await startProxyProcess({ home: path.join(base, 'store'), upstream: upstream.url, config });
  const server: Server = {
    command: process.execPath,
    args: [CLI],
    env: { CTXOPT_HOME: ':memory:', CTXOPT_EMBEDDER: 'none' },
  };
  const { args, env } = start({ url: proxy.url, home, prompt: 'Read both files.' });
  const extended = await withServer(env, home, folder, server);
  const { PATH = '', LANG = 'C.UTF-8' } = process.env;
  const client = spawn(command, args, {
    cwd: folder,
    env: { PATH, LANG, HOME: home, ...extended },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void client.kill('SIGKILL'));
  let said = '';
  for (const stream of [client.stdout, client.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => client.once('close', resolve));
  const posts = upstream.requests.filter(({ method }) => method === 'POST');
  return {
    code,
    said,
    refused: posts.filter(({ usage }) => usage === undefined).map(({ body }) => body.toString()),
    sent: posts.map(({ body }) => JSON.parse(body.toString()) as Sent),
  };
}

/** The server as each agent is told of it, and, for Claude Code, a hook that has a model judge the session. */
async function withServer(
  env: Readonly<Record<string, string>>,
  home: string,
  folder: string,
  { command, args, env: environment }: Server,
): Promise<Readonly<Record<string, string>>> {
  const { OPENCODE_CONFIG_CONTENT: content } = env;
  if (content !== undefined) {
    const ctxopt = { type: 'local', command: [command, ...args], environment, enabled: true };
    return { ...env, OPENCODE_CONFIG_CONTENT: JSON.stringify({ ...JSON.parse(content), mcp: { ctxopt } }) };
  }
  const mcpServers = { ctxopt: { type: 'stdio', command, args, env: environment } };
  await writeFile(path.join(folder, '.mcp.json'), JSON.stringify({ mcpServers }));
  await mkdir(path.join(home, '.claude'));
  const settings = {
    enableAllProjectMcpServers: true,
    permissions: { allow: ['mcp__ctxopt'] },
    hooks: { Stop: [{ hooks: [{ type: 'prompt', prompt: 'Is it done? $ARGUMENTS' }] }] },
  };
  await writeFile(path.join(home, '.claude', 'settings.json'), JSON.stringify(settings));
  return env;
}

const deferredOf = ({ tools = [] }: Sent) => tools.flatMap((tool) => (tool.defer_loading ? [tool.name] : []));
const withoutMarks = (value: unknown) =>
  JSON.stringify(value, (key, member: unknown) => (key === 'cache_control' ? undefined : member));

/**
 * Sessions of the agents themselves, where they are installed: `CTXOPT_AGENTS=DIR/node_modules/.bin npx vitest run
 * test/e2e/deferred-tools-agents.test.ts`.
 */
describe('tools of servers that wait until the model searches for them', () => {
  it.for([{}, { ENABLE_TOOL_SEARCH: 'false' }])(
    'are called by Claude Code, which sends every search back: %j',
    async (more, { skip }) => {
      const command = installed('claude');
      if (command === undefined) return skip('claude is neither on the path nor in CTXOPT_AGENTS');
      const claude = codingAgents.find((agent) => agent.command === 'claude')!;
      const start: CodingAgent['start'] = (place) => {
        const { args, env } = claude.start(place);
        return { args, env: { ...env, ...more } };
      };
      const name = 'mcp__ctxopt__smart_read';
      const { code, said, sent, refused } = await runSession(
        { ...claude, start },
        command,
        CONFIG,
        (folder) => [
          [
            say('I look for a tool.'),
            search('read files', name),
            call(name, { path: path.join(folder, 'a.txt') }),
          ],
          [call(name, { path: path.join(folder, 'b.txt') })],
          [say(FINAL)],
        ],
      );
      expect(said).toContain(FINAL);
      expect(code).toBe(0);
      expect(refused).toEqual([]);

      const turns = sent.filter(({ tools = [] }) => tools.some((tool) => tool.name === 'Bash'));
      expect(turns).toHaveLength(3);
      expect(deferredOf(turns[0]!)).toContain(name);
      expect(new Set(turns.map(({ tools }) => JSON.stringify(tools))).size).toBe(1);
      const last = withoutMarks(turns.at(-1)!.messages);
      for (const { messages } of turns)
        expect(last.startsWith(withoutMarks(messages).slice(0, -1))).toBe(true);
      for (const text of ['what is in a', 'what is in b']) expect(last).toContain(text);
      const asked = turns.at(-1)!.messages.find(({ role }) => role === 'assistant')!
        .content as readonly Block[];
      expect(asked.map(({ type }) => type)).toEqual([
        'text',
        'server_tool_use',
        'tool_search_tool_result',
        'tool_use',
      ]);
      expect(asked[1]!.input).toEqual({ query: 'read files' });

      // What judges the session is shown it without its tools.
      const judging = sent.filter(
        ({ tools = [], messages }) =>
          !tools.some((tool) => tool.name === 'Bash') &&
          withoutMarks(messages).includes('tool_search_tool_result'),
      );
      expect(judging).toHaveLength(1);
      expect(deferredOf(judging[0]!)).toEqual([name]);
      expect(judging[0]!.tool_choice).toEqual({ type: 'none' });
    },
  );

  it('are shown to opencode at once, which forgets what was found', async ({ skip }) => {
    const command = installed('opencode');
    if (command === undefined) return skip('opencode is neither on the path nor in CTXOPT_AGENTS');
    const agent = codingAgents.find((one) => one.name === 'opencode with Anthropic')!;
    const name = 'ctxopt_smart_read';
    const { code, said, sent, refused } = await runSession(agent, command, KEEPING, (folder) => [
      [call(name, { path: path.join(folder, 'a.txt') })],
      [call(name, { path: path.join(folder, 'b.txt') })],
      [say(FINAL)],
    ]);
    expect(said).toContain(FINAL);
    expect(code).toBe(0);
    expect(refused).toEqual([]);
    const turns = sent.filter(({ tools = [] }) => tools.some((tool) => tool.name === name));
    expect(turns).toHaveLength(3);
    expect(turns.flatMap(deferredOf)).toEqual([]);
  });
});
