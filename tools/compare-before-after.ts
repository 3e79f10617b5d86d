import { z } from 'zod';
import type { App } from '../src/app.js';
import { byteLengthOf, copyOf, type Text } from '../src/context/exact-bytes.js';
import { isHandle } from '../src/context/handle.js';
import { type Call, defineTool } from '../src/mcp/define-tool.js';
import { originalOf } from '../src/store/original-of.js';
import { bodyAt, jsonOf } from './context-input.js';

const side = z.union([z.string(), z.array(z.looseObject({})), z.object({ path: z.string() })]);

const FORMATS = ['text', 'markdown', 'json'] as const;

export const compareBeforeAfterTool = defineTool({
  name: 'compare_before_after',
  title: 'Compare before and after',
  description:
    'Check what a shortening lost: tokens and cost saved, the facts (errors, paths, numbers, URLs) gone, and a verdict. ' +
    'A side is text, messages, a ctx: handle or {path}.',
  input: z.object({
    before: side,
    after: side,
    model: z.string().optional(),
    format: z.enum(FORMATS).optional(),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  long: ['before', 'after'],
  async handle(app, input, call) {
    const before = call.long?.before ?? (await textOf(app, input.before, call));
    const after = call.long?.after ?? (await textOf(app, input.after, call));
    const { comparison, text } = await app.compute.run(
      'compare',
      {
        before,
        after,
        format: input.format ?? 'text',
        originals: await originalsIn(app, after, call),
        ...(input.model ? { model: input.model } : {}),
      },
      call,
    );
    return { text, figures: { ...comparison }, usage: { view: 'report', baseline: 0 } };
  },
});

async function textOf(app: App, given: z.infer<typeof side>, call: Call): Promise<Text> {
  if (typeof given === 'string') {
    return isHandle(given) ? (await originalOf(app.store, given)).text : given;
  }
  if (Array.isArray(given)) return jsonOf(given);
  return (await bodyAt(app, given.path, call)).text;
}

/** Originals are looked up as far as they have so many bytes in all: a text may name any number of them. */
const MOST_ORIGINALS = 32 * 1024 * 1024;

/** What the handles in a text stand for, as far as it is kept. */
async function originalsIn(app: App, text: Text, call: Call): Promise<Readonly<Record<string, Text>>> {
  const found: Record<string, Text> = {};
  let size = 0;
  for (const handle of await app.compute.run('handles', copyOf(text), call)) {
    call.signal.throwIfAborted();
    if (size > MOST_ORIGINALS) break;
    const original = await app.store.getOriginalBytes(handle.slice('ctx:'.length));
    if (!original) continue;
    found[handle] = original.text;
    size += byteLengthOf(original.text);
  }
  return found;
}
