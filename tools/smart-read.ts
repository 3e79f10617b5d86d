import { z } from 'zod';
import type { JobName, JobRequest } from '../src/compute/jobs.js';
import { defineTool } from '../src/mcp/define-tool.js';

const VIEWS = ['auto', 'full', 'outline', 'symbol', 'lines'] as const;

export const smartReadTool = defineTool({
  name: 'smart_read',
  title: 'Smart read',
  description:
    'Read a file for fewer tokens: use instead of reading it whole. Gives the outline (every signature, exact lines), ' +
    'a symbol, a line range, or what changed since a version tag. Of a folder, gives the map of its code; with query, ' +
    'the code that answers it, instead of grep and reads. Gives back ctx: originals.',
  input: z.object({
    path: z.string().describe('File, folder or ctx: handle'),
    view: z.enum(VIEWS).optional(),
    symbol: z.string().optional().describe('Class.method or name'),
    lines: z.string().optional().describe('"10-40" or "800-"'),
    query: z.string().optional().describe('Question about a folder or file: "where are retries delayed"'),
    since: z.string().optional().describe('Version tag you hold (v:…): gives the diff'),
    budget: z.number().int().positive().optional().describe('Max tokens'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async handle(app, input, call) {
    const { smartRead } = await import('../src/read/smart-read.js');
    const run =
      <Name extends JobName>(name: Name) =>
      (request: JobRequest<Name>, signal?: AbortSignal) =>
        app.compute.run(name, request, signal ? { signal } : {});
    const read = await smartRead(
      {
        scope: await app.scope(await call.roots()),
        store: app.store,
        view: run('view'),
        decode: run('decode'),
        folders: {
          index: app.repos,
          rankings: app.repos,
          inTurn: app.inTurn,
          entries: run('facts'),
          map: run('map'),
          answer: (job, signal) => run('answer')({ ...job, embedder: app.config.embedder }, signal),
        },
      },
      input,
      {
        signal: call.signal,
        progress: (done, total) => call.progress(done, total, 'files parsed'),
      },
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
        ...(read.reads === undefined ? {} : { reads: read.reads }),
      },
    };
  },
});
