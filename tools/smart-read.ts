import { z } from 'zod';
import { defineTool } from '../src/mcp/define-tool.js';

const VIEWS = ['auto', 'full', 'outline', 'symbol', 'lines'] as const;

export const smartReadTool = defineTool({
  name: 'smart_read',
  title: 'Smart read',
  description:
    'Read a file for fewer tokens: use instead of reading it whole. Gives the outline (every signature, exact lines), ' +
    'a symbol, a line range, or what changed since a version tag. Also lists folders and gives back ctx: originals.',
  input: z.object({
    path: z.string().describe('File, folder or ctx: handle'),
    view: z.enum(VIEWS).optional(),
    symbol: z.string().optional().describe('Class.method or name'),
    lines: z.string().optional().describe('"10-40" or "800-"'),
    since: z.string().optional().describe('Version tag you hold (v:…): gives the diff'),
    budget: z.number().int().positive().optional().describe('Max tokens'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async handle(app, input, call) {
    const { smartRead } = await import('../src/read/smart-read.js');
    const read = await smartRead(
      {
        scope: await app.scope(await call.roots()),
        store: app.store,
        view: (request, signal) => app.compute.run('view', request, signal ? { signal } : {}),
        decode: (bytes, signal) => app.compute.run('decode', bytes, signal ? { signal } : {}),
      },
      input,
      { signal: call.signal },
    );
    const { text, ...figures } = read;
    return {
      text,
      figures,
      usage: {
        view: read.view,
        baseline: read.baseline,
        ...(read.file === undefined ? {} : { file: read.file }),
        ...(read.version === undefined ? {} : { version: read.version }),
      },
    };
  },
});
