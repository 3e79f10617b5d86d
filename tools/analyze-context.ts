import { z } from 'zod';
import { defineTool } from '../src/mcp/define-tool.js';
import { bodyOf, contextInput, longInput } from './context-input.js';

export const analyzeContextTool = defineTool({
  name: 'analyze_context',
  title: 'Analyze context',
  description:
    'See where the tokens of a context go: by role, kind and tool, with duplicates, stale reads, cost, and what to do. ' +
    'Takes text, LLM messages or requests, or a file of them (transcript .jsonl too).',
  input: z.object({ ...contextInput, model: z.string().optional() }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  long: longInput,
  async handle(app, input, call) {
    const body = await bodyOf(app, input, call);
    const { analysis, text } = await app.compute.run(
      'analyze',
      {
        body: body.text,
        input: body.argument,
        embedder: app.config.embedder,
        ...(body.format ? { format: body.format } : {}),
        ...(input.model ? { model: input.model } : {}),
      },
      call,
    );
    return { text, figures: { ...analysis }, usage: { view: 'report', baseline: 0 } };
  },
});
