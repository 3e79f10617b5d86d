import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptOf } from '../../src/billing/bill.js';
import { cacheRulesOf, HOUR, MINUTE } from '../../src/billing/cache-rules.js';
import type { Prompt, PromptBlock } from '../../src/billing/prompt.js';
import { createPromptCache, markFault } from '../../src/billing/prompt-cache.js';

const block = (hash: string, tokens: number, more: Partial<PromptBlock> = {}): PromptBlock => ({
  hash,
  tokens,
  section: 'messages',
  kind: 'other',
  ...more,
});

/** Blocks `1` to `count` of a conversation that only grows. */
const blocks = (count: number, tokens = 1000): PromptBlock[] =>
  Array.from({ length: count }, (_, index) => block(String(index + 1), tokens));

/** The same blocks, marked at these positions, from 1. */
const marked = (all: readonly PromptBlock[], ...positions: readonly number[]): PromptBlock[] =>
  all.map((one, index) => (positions.includes(index + 1) ? { ...one, mark: 'short' as const } : one));

const claude = (all: readonly PromptBlock[], more: Partial<Prompt> = {}): Prompt => ({
  provider: 'anthropic',
  model: 'claude-opus-4-8',
  scope: '',
  settings: {},
  blocks: all,
  ...more,
});
const gpt = (model: string, all: readonly PromptBlock[]): Prompt => ({
  ...claude(all),
  provider: 'openai',
  model,
});

const billed = (input: number, cacheWrite: number, cacheRead: number, cacheWriteHour = 0, output = 0) => ({
  input,
  cacheWrite,
  cacheWriteHour,
  cacheRead,
  output,
});

describe('the documented examples of Claude’s prompt cache', () => {
  it('writes a book once, and reads it with the next question', () => {
    const cache = createPromptCache();
    const book = block('book', 188_086, { section: 'system', mark: 'short' });
    const ask = (question: string) => claude([book, block(question, 21)]);
    expect(cache.request(ask('themes'), 0, { output: 393 })).toEqual(billed(21, 188_086, 0, 0, 393));
    expect(cache.request(ask('themes'), MINUTE, { output: 393 })).toEqual(billed(21, 0, 188_086, 0, 393));
    expect(cache.request(ask('people'), 2 * MINUTE)).toEqual(billed(21, 0, 188_086));
  });

  it('looks back over a growing conversation: 10, 15 and 35 blocks', () => {
    const cache = createPromptCache();
    expect(cache.request(claude(marked(blocks(10), 10)), 0)).toEqual(billed(0, 10_000, 0));
    expect(cache.request(claude(marked(blocks(15), 15)), 1)).toEqual(billed(0, 5_000, 10_000));
    expect(cache.request(claude(marked(blocks(35), 35)), 2)).toEqual(billed(0, 35_000, 0));
  });

  it('begins another window of 20 blocks at a second mark', () => {
    const cache = createPromptCache();
    cache.request(claude(marked(blocks(15), 15)), 0);
    expect(cache.request(claude(marked(blocks(35), 15, 35)), 1)).toEqual(billed(0, 20_000, 15_000));
  });

  it('counts the mark itself as the first of the 20', () => {
    const from = (count: number) => {
      const cache = createPromptCache();
      cache.request(claude(marked(blocks(15), 15)), 0);
      return cache.request(claude(marked(blocks(count), count)), 1).cacheRead;
    };
    expect(from(34)).toBe(15_000);
    expect(from(35)).toBe(0);
  });

  it('never finds stable content before a mark on what changes', () => {
    const cache = createPromptCache();
    const at = (time: string) => claude([...blocks(5), block(time, 100, { mark: 'short' })]);
    expect(cache.request(at('12:00'), 0)).toEqual(billed(0, 5_100, 0));
    expect(cache.request(at('12:01'), 1)).toEqual(billed(0, 5_100, 0));
    const better = (time: string) => claude([...marked(blocks(5), 5), block(time, 100)]);
    expect(cache.request(better('12:02'), 2)).toEqual(billed(100, 5_000, 0));
    expect(cache.request(better('12:03'), 3)).toEqual(billed(100, 0, 5_000));
  });

  it('counts a run of calls as one position, and a run of results as another', () => {
    const run = (kind: 'tool_use' | 'tool_result', count: number) =>
      Array.from({ length: count }, (_, index) => block(`${kind}${index}`, 100, { kind }));
    const cache = createPromptCache();
    cache.request(claude(marked(blocks(5), 5)), 0);
    const parallel = [...blocks(5), ...run('tool_use', 15), ...run('tool_result', 15)];
    expect(cache.request(claude(marked(parallel, 35)), 1)).toEqual(billed(0, 3_000, 5_000));

    const inTurns = [
      ...blocks(5),
      ...run('tool_use', 15).flatMap((use, index) => [use, run('tool_result', 15)[index]!]),
    ];
    const other = createPromptCache();
    other.request(claude(marked(blocks(5), 5)), 0);
    expect(other.request(claude(marked(inTurns, 35)), 1).cacheRead).toBe(0);
  });

  it('bills two lifetimes in one prompt by the positions A, B and C', () => {
    const cache = createPromptCache();
    const prompt = (...kinds: readonly ('hour' | 'short' | undefined)[]) =>
      claude(blocks(4, 2_000).map((one, index) => (kinds[index] ? { ...one, mark: kinds[index] } : one)));
    expect(cache.request(prompt('hour', undefined, 'short'), 0)).toEqual(billed(2_000, 6_000, 0, 2_000));
    expect(cache.request(prompt('hour', 'hour', undefined, 'short'), 1)).toEqual(billed(0, 2_000, 6_000));
    const fresh = createPromptCache();
    fresh.request(prompt('hour'), 0);
    expect(fresh.request(prompt('hour', 'hour', 'short'), 1)).toEqual(billed(2_000, 4_000, 2_000, 2_000));
  });
});

describe('a lifetime', () => {
  const short = claude(marked(blocks(2), 2));

  it('is five minutes from the start of the request that wrote or read', () => {
    const cache = createPromptCache();
    cache.request(short, 0);
    expect(cache.request(short, 5 * MINUTE - 1).cacheRead).toBe(2_000);
    expect(cache.request(short, 10 * MINUTE - 2).cacheRead).toBe(2_000);
    expect(cache.request(short, 15 * MINUTE - 2)).toEqual(billed(0, 2_000, 0));
  });

  it('is an hour where the mark says so, also after a read', () => {
    const cache = createPromptCache();
    const long = claude([block('1', 2_000, { mark: 'hour' }), block('2', 2_000, { mark: 'short' })]);
    expect(cache.request(long, 0)).toEqual(billed(0, 4_000, 0, 2_000));
    expect(cache.request(long, 59 * MINUTE)).toEqual(billed(0, 2_000, 2_000));
    expect(cache.request(long, 59 * MINUTE + HOUR)).toEqual(billed(0, 4_000, 0, 2_000));
  });

  it('goes on for the shorter entries that are in what was read', () => {
    const cache = createPromptCache();
    const [one, two] = blocks(2, 5_000);
    cache.request(claude(marked([one!, two!], 1, 2)), 0);
    cache.request(claude(marked([one!, two!], 2)), 4 * MINUTE);
    expect(cache.request(claude(marked([one!], 1)), 8 * MINUTE).cacheRead).toBe(5_000);
  });

  it('begins for others when the first answer begins', () => {
    const cache = createPromptCache();
    expect(cache.request(short, 0, { begins: 3_000 }).cacheWrite).toBe(2_000);
    expect(cache.request(short, 2_000, { begins: 4_000 }).cacheWrite).toBe(2_000);
    expect(cache.request(short, 3_000).cacheRead).toBe(2_000);
  });
});

describe('what keeps a prompt out of the cache', () => {
  it.each([
    ['claude-opus-5', 512],
    ['claude-haiku-5-5', 512],
    ['claude-sonnet-4-5', 1_024],
    ['claude-opus-4-7', 2_048],
    ['claude-opus-4-5-20251101', 4_096],
    ['claude-haiku-4-5', 4_096],
    ['claude-next-9', 4_096],
  ])('for %s, a length below %i tokens', (model, minimum) => {
    const cache = createPromptCache();
    const of = (tokens: number) => claude([block(`${tokens}`, tokens, { mark: 'short' })], { model });
    expect(cache.request(of(minimum - 1), 0)).toEqual(billed(minimum - 1, 0, 0));
    expect(cache.request(of(minimum - 1), 1)).toEqual(billed(minimum - 1, 0, 0));
    expect(cache.request(of(minimum), 2)).toEqual(billed(0, minimum, 0));
    expect(cache.request(of(minimum), 3)).toEqual(billed(0, 0, minimum));
  });

  it('another model, another workspace, no mark', () => {
    const cache = createPromptCache();
    const prompt = claude(marked(blocks(5), 5));
    cache.request(prompt, 0);
    expect(cache.request({ ...prompt, model: 'claude-opus-5' }, 1).cacheRead).toBe(0);
    expect(cache.request({ ...prompt, scope: 'other' }, 1).cacheRead).toBe(0);
    expect(cache.request(claude(blocks(5)), 1)).toEqual(billed(5_000, 0, 0));
    expect(cache.request(prompt, 1).cacheRead).toBe(5_000);
  });

  it('a setting of its section or of one before, not of one after', () => {
    const sections = ['tools', 'system', 'messages'] as const;
    const three = sections.map((section) => block(section, 5_000, { section, mark: 'short' as const }));
    const readAfter = (changed: 'tools' | 'system' | 'messages') => {
      const cache = createPromptCache();
      cache.request(claude(three), 0);
      return cache.request(claude(three, { settings: { [changed]: 'other' } }), 1).cacheRead;
    };
    expect([readAfter('tools'), readAfter('system'), readAfter('messages')]).toEqual([0, 5_000, 10_000]);
  });

  it('marks that the API refuses', () => {
    const fault = (all: readonly PromptBlock[]) =>
      markFault(claude(all), cacheRulesOf('anthropic', 'claude-opus-4-8'));
    const late = [block('1', 2_000, { mark: 'short' }), block('2', 2_000, { mark: 'hour' })];
    expect(fault(marked(blocks(5), 1, 2, 3, 4))).toBeUndefined();
    expect(fault(marked(blocks(5), 1, 2, 3, 4, 5))).toContain('Found 5');
    expect(fault(late)).toContain("ttl='1h'");
    expect(fault(late.toReversed())).toBeUndefined();
    expect(fault([block('t', 9, { kind: 'thinking', mark: 'short' })])).toContain('thinking');
    expect(fault([block('t', 0, { mark: 'short' })])).toContain('empty');
    expect(() => createPromptCache().request(claude(late), 0)).toThrow(RangeError);
  });
});

describe('OpenAI’s prompt cache', () => {
  it('caches by itself in steps of 128 tokens from 1,024 on, and bills no writes: 2,006 tokens are read as 1,920', () => {
    const cache = createPromptCache();
    const first = gpt('gpt-4.1', [block('1', 1_000), block('2', 1_006)]);
    expect(cache.request(first, 0)).toEqual({ input: 2_006, cacheWrite: 0, cacheRead: 0, output: 0 });
    expect(cache.request(first, 1, { output: 300 })).toEqual({
      input: 86,
      cacheWrite: 0,
      cacheRead: 1_920,
      output: 300,
    });
    expect(cache.request(gpt('gpt-4.1', [block('1', 1_000), block('x', 500)]), 2).cacheRead).toBe(0);
    const grown = gpt('gpt-4.1', [...first.blocks, block('3', 700), block('4', 700)]);
    expect(cache.request(grown, 3)).toMatchObject({ input: 1_486, cacheRead: 1_920 });
    expect(cache.request(grown, 4)).toMatchObject({ cacheRead: 3_328 });
    expect(cache.request(grown, 4 + 5 * MINUTE)).toMatchObject({ cacheRead: 0 });
  });

  it('ends an entry at the newest turn and at marks, and bills the write, from GPT-5.6 on', () => {
    const cache = createPromptCache();
    const turn = (hash: string) => block(hash, 1_000, { endsTurn: true });
    const model = 'gpt-5.6-sol';
    const first = [turn('instructions'), turn('u1')];
    expect(cache.request(gpt(model, first), 0)).toEqual({
      input: 0,
      cacheWrite: 2_000,
      cacheRead: 0,
      output: 0,
    });
    const second = [...first, block('a1', 500), turn('u2'), block('prefill', 10)];
    expect(cache.request(gpt(model, second), 29 * MINUTE)).toMatchObject({
      input: 10,
      cacheWrite: 1_500,
      cacheRead: 2_000,
    });
    // written only after the newest turn, and found 20 turns back
    expect(cache.request(gpt(model, [turn('instructions'), turn('other')]), 30 * MINUTE).cacheRead).toBe(0);
    const later = (turns: number) => [
      ...second.slice(0, 4),
      ...Array.from({ length: turns }, (_, index) => turn(`t${turns}-${index}`)),
    ];
    expect(cache.request(gpt(model, later(20)), 31 * MINUTE).cacheRead).toBe(3_500);
    expect(cache.request(gpt(model, later(21)), 32 * MINUTE).cacheRead).toBe(0);
    const markedBefore = later(22).map((one, index) =>
      index === 3 ? { ...one, mark: 'short' as const } : one,
    );
    expect(cache.request(gpt(model, markedBefore), 33 * MINUTE).cacheRead).toBe(3_500);
    expect(cache.request(gpt(model, second), 64 * MINUTE).cacheRead).toBe(0);
  });
});

it('writes at the newest four of a prompt’s marks, the end of the turn included, from GPT-5.6 on', () => {
  const cache = createPromptCache();
  const all = [...marked(blocks(6, 2_000), 1, 2, 3, 4, 5, 6), block('end', 2_000, { endsTurn: true })];
  cache.request(gpt('gpt-5.6-sol', all), 0);
  const read = (count: number) =>
    cache.request(gpt('gpt-5.6-sol', [...marked(blocks(count, 2_000), count), block('x', 1)]), 1).cacheRead;
  expect([4, 5, 6].map(read)).toEqual([8_000, 10_000, 12_000]);
  expect([1, 2, 3].map(read)).toEqual([0, 0, 0]);
});

describe('any sequence of requests', () => {
  const anyBlock = fc
    .record({
      tokens: fc.constantFrom(0, 100, 700, 3_000),
      section: fc.constant('messages' as const),
      kind: fc.constantFrom('other' as const, 'tool_use' as const, 'tool_result' as const),
      endsTurn: fc.boolean(),
    })
    .map((one) => ({ ...one, hash: `${one.tokens}${one.kind}` }));
  const anyPrompt = fc
    .tuple(
      fc.constantFrom(
        ['anthropic', 'claude-opus-4-8'] as const,
        ['anthropic', 'claude-opus-5'] as const,
        ['openai', 'gpt-5.6-sol'] as const,
        ['openai', 'gpt-4.1'] as const,
      ),
      fc.array(anyBlock, { maxLength: 30 }),
      fc.array(fc.nat({ max: 29 }), { maxLength: 4 }),
    )
    .map(([[provider, model], all, marks]) => ({
      ...claude(marked(all, ...marks.filter((at) => (all[at - 1]?.tokens ?? 0) > 0))),
      provider,
      model,
    }));

  it('bills every token once, and reads only what a request before had', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyPrompt, fc.nat({ max: 2 * MINUTE })), { maxLength: 20 }),
        (requests) => {
          const cache = createPromptCache();
          const before: Prompt[] = [];
          let at = 0;
          for (const [prompt, gap] of requests) {
            at += gap;
            const usage = cache.request(prompt, at);
            expect(promptOf(usage)).toBe(prompt.blocks.reduce((sum, { tokens }) => sum + tokens, 0));
            expect(Math.min(usage.input, usage.cacheWrite, usage.cacheWriteHour ?? 0, usage.cacheRead)).toBe(
              0,
            );
            expect(usage.cacheRead).toBeLessThanOrEqual(
              Math.max(0, ...before.map((one) => shared(one, prompt))),
            );
            before.push(prompt);
          }
        },
      ),
    ));
});

/** Tokens that two prompts have in common from the start. */
function shared(one: Prompt, other: Prompt): number {
  if (one.model !== other.model) return 0;
  let tokens = 0;
  for (const [index, block] of one.blocks.entries()) {
    if (other.blocks[index]?.hash !== block.hash) break;
    tokens += block.tokens;
  }
  return tokens;
}
