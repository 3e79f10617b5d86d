import { z } from 'zod';
import type { App } from '../src/app.js';
import { byteLengthOf, copyOf, type Text } from '../src/context/exact-bytes.js';
import { isHandle } from '../src/context/handle.js';
import { type Call, defineTool } from '../src/mcp/define-tool.js';
import { originalOf } from '../src/store/original-of.js';
import { bodyAt, jsonOf } from './context-input.js';
import { type Originals, originalsUnder } from './originals-under.js';

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
    const { found: originals, unseen } = await originalsIn(app, before, after, call);
    const format = input.format ?? 'text';
    const { comparison, text } = await app.compute.run(
      'compare',
      {
        before,
        after,
        format,
        originals,
        ...(input.model ? { model: input.model } : {}),
      },
      call,
    );
    return {
      text: noted(unseen, text, format),
      figures: { ...comparison, ...(unseen > 0 ? { unseen } : {}) },
      usage: { view: 'report', baseline: 0 },
    };
  },
});

async function textOf(app: App, given: z.infer<typeof side>, call: Call): Promise<Text> {
  if (typeof given === 'string') {
    return isHandle(given) ? (await originalOf(app.store, given)).text : given;
  }
  if (Array.isArray(given)) return jsonOf(given);
  return (await bodyAt(app, given.path, call)).text;
}

/** Bytes of originals that are looked at beyond as many as the before side has: they may come from elsewhere. */
const OTHER_ORIGINALS = 32 * 1024 * 1024;

/** What the handles in the after side stand for: all that may come from the before side, and some more. */
async function originalsIn(app: App, before: Text, after: Text, call: Call): Promise<Originals> {
  const most = byteLengthOf(before) + OTHER_ORIGINALS;
  const handles = await app.compute.run('handles', copyOf(after), call);
  return originalsUnder(handles, most, async (handle) => {
    call.signal.throwIfAborted();
    return (await app.store.getOriginalBytes(handle.slice('ctx:'.length)))?.text;
  });
}

/** A report below what it could not take into account; JSON stays what it is. */
function noted(unseen: number, report: string, format: (typeof FORMATS)[number]): string {
  if (unseen === 0 || format === 'json') return report;
  const handles = unseen === 1 ? '1 handle was' : `${unseen} handles were`;
  return `${handles} not looked up, having too much under them: what stands only there counts as gone.\n${report}`;
}
