import { z } from 'zod';
import { brief, CtxoptError } from '../src/errors.js';
import { defineTool } from '../src/mcp/define-tool.js';

const SCOPES = ['session', 'project', 'all'] as const;
const FORMATS = ['text', 'markdown', 'json'] as const;

export const getUsageStatsTool = defineTool({
  name: 'get_usage_stats',
  title: 'Usage statistics',
  description:
    'See what ctxopt and its proxy have saved, net of their own cost: by tool, model, file and day.',
  input: z.object({
    scope: z.enum(SCOPES).optional(),
    since: z.string().optional().describe('"7d", "24h" or a date'),
    format: z.enum(FORMATS).optional(),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async handle(app, input) {
    const { usageReport } = await import('../src/session/usage-report.js');
    const { text, summary, traffic } = await usageReport(app, {
      scope: input.scope ?? 'session',
      format: input.format ?? 'text',
      ...(input.since === undefined ? {} : { since: momentOf(input.since, Date.now()) }),
    });
    const proxy = traffic.requests > 0 ? { proxy: traffic } : {};
    return { text, figures: { ...summary, ...proxy }, usage: { view: 'report', baseline: 0 } };
  },
});

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * `7d`, `24h`, `30m`, `2w` back from now, or a date as ISO 8601 has it; milliseconds since the epoch.
 * @throws CtxoptError `invalid_input` for anything else
 */
function momentOf(since: string, now: number): number {
  const ago = /^(\d{1,6})([mhdw])$/.exec(since.trim());
  if (ago) return now - Number(ago[1]) * UNITS[ago[2]!]!;
  const date = Date.parse(since);
  if (Number.isFinite(date)) return date;
  throw new CtxoptError(
    'invalid_input',
    `since is no moment: ${brief(since)}`,
    'Say "7d", "24h", "30m" or a date like 2026-01-31.',
  );
}
