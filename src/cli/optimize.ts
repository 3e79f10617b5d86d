import { optimizeContextTool } from '../../tools/optimize-context.js';
import { defineCommand } from './command.js';
import { contextArgument, jsonOption, runTool } from './run-tool.js';

export const optimize = defineCommand({
  name: 'optimize',
  synopsis: 'FILE|ctx:…|- [options]',
  summary: 'Makes a context smaller: the result on standard output, the report on standard error.',
  options: {
    command: { type: 'string', help: 'the command line that printed it' },
    level: { type: 'string', value: 'LEVEL', help: 'lossless, balanced (default) or aggressive' },
    budget: { type: 'string', value: 'N', help: 'tokens to come down to' },
    preserve: { type: 'string', multiple: true, help: 'lines that hold this stay; may be repeated' },
    query: { type: 'string', help: 'what you are looking for' },
    fresh: { type: 'string', value: 'N', help: 'only the last N messages may change' },
    ...jsonOption,
  },
  run: async (args, terminal) =>
    runTool(
      optimizeContextTool,
      {
        ...(await contextArgument(args, terminal)),
        command: args.text('command'),
        level: args.text('level'),
        budget: args.number('budget'),
        preserve: args.texts('preserve'),
        query: args.text('query'),
        fresh: args.number('fresh'),
      },
      args,
      terminal,
    ),
});
