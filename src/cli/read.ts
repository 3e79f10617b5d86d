import { smartReadTool } from '../../tools/smart-read.js';
import { hashOf } from '../context/handle.js';
import { CtxoptError } from '../errors.js';
import { defineTool } from '../mcp/define-tool.js';
import { defineCommand } from './command.js';
import { jsonOption, runTool } from './run-tool.js';

export const read = defineCommand({
  name: 'read',
  synopsis: 'FILE|FOLDER|ctx:…|- [options]',
  summary:
    'Prints a file for fewer tokens (its outline, a symbol, lines, what changed), a map of a folder, or what answers a question.',
  options: {
    view: { type: 'string', value: 'VIEW', help: 'auto (default), full, outline, symbol or lines' },
    symbol: { type: 'string', value: 'NAME', help: 'Class.method or a bare name' },
    lines: { type: 'string', value: 'RANGE', help: '10-40, 800-' },
    since: { type: 'string', value: 'TAG', help: 'a version tag from an earlier read' },
    query: {
      type: 'string',
      value: 'TEXT',
      help: 'a question: the code in a folder or file that answers it',
    },
    budget: { type: 'string', value: 'N', help: 'tokens at most' },
    name: { type: 'string', value: 'FILE', help: 'what standard input is called, for its language' },
    ...jsonOption,
  },
  async run(args, terminal) {
    const [path, ...more] = args.positionals;
    if (path === undefined || more.length > 0) {
      throw new CtxoptError(
        'invalid_input',
        'Exactly one file, folder or ctx: handle is expected.',
        'See: ctxopt read --help',
      );
    }
    const asked = {
      view: args.text('view'),
      symbol: args.text('symbol'),
      lines: args.text('lines'),
      query: args.text('query'),
      budget: args.number('budget'),
    };
    if (path === '-')
      return runTool(standardInput(await terminal.stdin(), args.text('name')), asked, args, terminal);
    return runTool(smartReadTool, { path, since: args.text('since'), ...asked }, args, terminal);
  },
});

/** `smart_read` of a text that is in no file. */
function standardInput(text: string, name = 'stdin') {
  return defineTool({
    ...smartReadTool,
    input: smartReadTool.input.omit({ path: true, since: true }),
    async handle(app, { view = 'auto', ...input }) {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const read = await app.compute.run('view', {
        display: name,
        text,
        version: hashOf(text),
        view,
        ...given,
      });
      const { text: shown, ...figures } = read;
      return { text: shown, figures };
    },
  });
}
