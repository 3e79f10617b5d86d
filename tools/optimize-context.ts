import { z } from 'zod';
import { copyOf } from '../src/context/exact-bytes.js';
import { CtxoptError } from '../src/errors.js';
import { defineTool } from '../src/mcp/define-tool.js';
import { bodyOf, contextInput, longInput } from './context-input.js';

/** Rows of facts left out that programs are given; the summary counts them all. */
const MOST_LEFT_OUT = 100;

const LEVELS = ['lossless', 'balanced', 'aggressive'] as const;

export const optimizeContextTool = defineTool({
  name: 'optimize_context',
  title: 'Optimize context',
  description:
    'Shrink logs, tool output or messages before you carry them on: same format out, errors and failures kept, ' +
    'the rest under ctx: handles that smart_read gives back exactly.',
  input: z.object({
    ...contextInput,
    command: z.string().optional().describe('What printed it'),
    level: z.enum(LEVELS).optional().describe('Default balanced'),
    budget: z.number().int().positive().optional().describe('Target tokens'),
    preserve: z.array(z.string()).optional().describe('Lines with these stay'),
    query: z.string().optional().describe('What you look for'),
    fresh: z.number().int().positive().optional().describe('Only the last N messages may change'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  long: longInput,
  async handle(app, input, call) {
    if (input.messages && input.command !== undefined) {
      throw new CtxoptError(
        'invalid_input',
        'messages and command were given together.',
        'A command is what printed content, or the file at path.',
      );
    }
    const source = await bodyOf(app, input, call);
    const { body, format, report, summary, baseline, originals } = await app.compute.run(
      'optimize',
      {
        body: source.text,
        ...(source.format ? { format: source.format } : {}),
        ...(input.command === undefined ? {} : { command: input.command }),
        ...(input.fresh === undefined ? {} : { fresh: input.fresh }),
        level: input.level ?? 'balanced',
        embedder: app.config.embedder,
        pruner: app.config.pruner,
        ...(input.budget === undefined ? {} : { budget: input.budget }),
        ...(input.preserve ? { preserve: input.preserve } : {}),
        ...(input.query ? { query: input.query } : {}),
      },
      call,
    );
    for (const original of originals) {
      call.signal.throwIfAborted();
      await app.keepOriginal(original);
    }
    const { facts } = report;
    // So that the result can be compared, or read on where it is too long for one answer.
    const handle = await app.keepOriginal(copyOf(body));
    return {
      summary,
      text: body,
      keepsFacts: true,
      messages: format === 'message-list',
      figures: {
        format,
        handle,
        ...report,
        facts: { ...facts, leftOut: facts.leftOut.slice(0, MOST_LEFT_OUT) },
      },
      usage: {
        view: 'optimize',
        // Inline content is already in the caller's window, so only a file may be claimed as not read whole.
        baseline: source.file === undefined ? 0 : baseline,
        ...(source.file === undefined ? {} : { file: source.file }),
        ...(source.version === undefined ? {} : { version: source.version }),
      },
    };
  },
});
