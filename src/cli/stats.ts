import { getUsageStatsTool } from '../../tools/get-usage-stats.js';
import { defineCommand } from './command.js';
import { reportOptions } from './report-options.js';
import { jsonOption, runTool } from './run-tool.js';

export const stats = defineCommand({
  name: 'stats',
  synopsis: '[options]',
  summary: 'Shows what ctxopt has saved, net of its own cost: the proxy and the MCP tools.',
  options: {
    scope: { type: 'string', value: 'SCOPE', help: 'project (default) or all' },
    since: { type: 'string', value: 'WHEN', help: '7d, 24h, or a date' },
    format: { type: 'string', value: 'FORMAT', help: 'text (default), markdown or json' },
    markdown: reportOptions.markdown,
    ...jsonOption,
  },
  // A command is a session of its own with nothing in it, so the project is what a person asks about.
  run: (args, terminal) =>
    runTool(
      getUsageStatsTool,
      {
        scope: args.text('scope') ?? 'project',
        since: args.text('since'),
        format: args.text('format') ?? (args.flag('markdown') ? 'markdown' : undefined),
      },
      args,
      terminal,
    ),
});
