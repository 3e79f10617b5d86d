import { cacheRulesOf } from '../billing/cache-rules.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import type { NativeOption } from './native-option.js';
import { type OutlineBlock, outlinePrompt, type PromptOutline, type Stretch } from './prompt-outline.js';
import type { Insertion } from './with-insertions.js';

const MARK = '"cache_control":{"type":"ephemeral"}';

/** Bytes that a token stands for at most, about. */
const LONGEST_TOKEN = 16;

/**
 * Marks where the provider is to cache a request's prompt: the last tool, the last block of the system prompt, and the
 * ends of the last two turns. The end of the turn before is where the last request's mark stood, so that its entry is
 * found however much came since; and what stands before the conversation is found when that begins anew. Marks are no
 * part of what the provider compares, so they may move from request to request.
 *
 * Nothing is marked where the client has marks of its own, below the length that the model caches, or in a request that
 * looks like the only one of its kind: what is written costs a quarter more, which pays if at least one in five such
 * prompts is sent again (1.25 × write against 1.15 × read and write). See {@link isConversation}. Nor is anything in a thread:
 * its later requests would have to be marked too, and it is not told there which marks the provider keeps from the first.
 */
export const cacheBreakpoints: NativeOption = {
  name: 'cache-breakpoints',
  ask(body, { promptCaching }) {
    if (!promptCaching) return [];
    const outline = outlinePrompt(body);
    if (!/claude/i.test(outline.model) || !isConversation(outline) || outline.isThread || outline.isMarked())
      return [];
    const { minimum, maxMarks } = cacheRulesOf('anthropic', outline.model);
    const wanted = [
      outline.tools.findLast(isMarkable),
      outline.system.findLast(isMarkable),
      ...turnEnds(outline),
    ].filter((block) => block !== undefined);
    return longEnough(wanted, body, outline, minimum).slice(-maxMarks).flatMap(markOf);
  },
};

/** Whether an insertion marks a block: each that is marked has one such. */
export function isMark({ text }: Insertion): boolean {
  return text.includes(MARK);
}

/**
 * Whether another request is likely to begin as this one does: the assistant has spoken already, or has tools to call,
 * and not one that it must call, which is how data are asked for in a certain form.
 */
export function isConversation({ tools, messages, isToolForced }: PromptOutline): boolean {
  return messages.some(({ role }) => role === 'assistant') || (tools.length > 0 && !isToolForced);
}

function isMarkable(block: OutlineBlock): boolean {
  return block.isMarkable;
}

/** The blocks to mark in what the user said last, and last before the assistant's last words. */
function turnEnds({ messages }: PromptOutline): readonly (OutlineBlock | undefined)[] {
  const endBefore = (limit: number) => {
    for (let at = limit - 1; at >= 0; at--) {
      const block = messages[at]!.role === 'user' ? messages[at]!.blocks().findLast(isMarkable) : undefined;
      if (block) return { at, block };
    }
    return undefined;
  };
  const last = endBefore(messages.length);
  const spoken = messages.slice(0, last?.at ?? 0).findLastIndex(({ role }) => role === 'assistant');
  return [endBefore(spoken)?.block, last?.block];
}

/**
 * Those blocks at which the prompt is at least so many tokens long. They are counted in o200k_base, which finds fewer than
 * Claude's own tokenizers do; pictures, thinking and calls count for nothing. No more is counted than it takes to know.
 * @param wanted in order of the prompt
 */
function longEnough(
  wanted: readonly OutlineBlock[],
  body: string,
  { tools, system, messages }: PromptOutline,
  minimum: number,
): readonly OutlineBlock[] {
  const left = [...wanted];
  let missing = minimum;
  for (const blocks of [() => tools, () => system, ...messages.map((message) => message.blocks)]) {
    for (const { start, texts } of blocks()) {
      for (const text of texts) missing -= tokensOf(text, body, missing);
      if (missing <= 0) return left;
      if (left[0]?.start === start) left.shift();
    }
  }
  return [];
}

/** Tokens of a text; of a long one those that suffice. */
function tokensOf({ start, end }: Stretch, body: string, missing: number): number {
  if (missing <= 0) return 0;
  const bytes = Buffer.from(body.slice(start, Math.min(end, start + missing * LONGEST_TOKEN)), 'latin1');
  return tokenizerFor().count(bytes.toString('utf8').replace(ESCAPES, ' '));
}

const ESCAPES = /\\(?:u[0-9a-fA-F]{4}|[^u])/g;

function markOf({ start, end, isString }: OutlineBlock): readonly Insertion[] {
  if (!isString) return [{ at: start + 1, text: `${MARK},` }];
  return [
    { at: start, text: '[{"type":"text","text":' },
    { at: end, text: `,${MARK}}]` },
  ];
}
