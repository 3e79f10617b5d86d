import { createHash } from 'node:crypto';
import type { Usage } from '../context/agent-session.js';
import { type CacheRules, cacheRulesOf, HOUR } from './cache-rules.js';
import { type Prompt, type PromptBlock, sections } from './prompt.js';

export interface PromptCache {
  /**
   * What the provider bills for this prompt, and what it remembers of it.
   * @param at when the request begins, in milliseconds; entries live from there
   * @throws RangeError if the provider refuses the prompt's marks: see {@link markFault}
   */
  request(prompt: Prompt, at: number, answer?: Answer): Usage;
}

export interface Answer {
  /** Tokens of the answer. */
  readonly output?: number;
  /** When the answer begins: what the request writes can be read from then on. At once if absent. */
  readonly begins?: number;
}

interface Entry {
  readonly life: number;
  readonly readableFrom: number;
  expires: number;
}

/**
 * The prompt caches of Anthropic and OpenAI, by the rules that they document (see `cache-rules.ts`): an entry is a hash
 * of the whole prompt up to a block; it is written where the rules say, found by looking back from there, and lives on
 * while it is read. Capacity has no end here, and no request lands on another machine.
 */
export function createPromptCache(rulesOf: typeof cacheRulesOf = cacheRulesOf): PromptCache {
  const entries = new Map<string, Entry>();
  let sweepAt = 1024;

  const sweep = (at: number) => {
    if (entries.size < sweepAt) return;
    for (const [key, { expires }] of entries) if (expires <= at) entries.delete(key);
    sweepAt = Math.max(1024, 2 * entries.size);
  };

  return {
    request: (prompt, at, { output = 0, begins = at } = {}) => {
      const rules = rulesOf(prompt.provider, prompt.model);
      const fault = markFault(prompt, rules);
      if (fault !== undefined) throw new RangeError(fault);
      sweep(at);
      const keys = prefixKeys(prompt);
      const totals = prefixTotals(prompt.blocks);
      const lengthAt = (block: number) => Math.floor((totals[block] ?? 0) / rules.step) * rules.step;
      const isLong = (block: number) => lengthAt(block) >= rules.minimum;
      const alive = (block: number) => {
        const entry = entries.get(keys[block]!);
        return entry && entry.expires > at ? entry : undefined;
      };

      const writes = writtenBlocks(prompt.blocks, rules).filter(isLong);
      const hit = triedBlocks(prompt.blocks, rules, writes).find((block) => {
        const entry = isLong(block) ? alive(block) : undefined;
        return entry && entry.readableFrom <= at;
      });

      // what is read contains every shorter entry, so all of them were used
      for (let block = 0; block <= (hit ?? -1); block++) {
        const entry = alive(block);
        if (entry) entry.expires = at + entry.life;
      }
      for (const block of writes) {
        const before = alive(block);
        if (before && before.readableFrom <= begins) continue;
        const life = prompt.blocks[block]!.mark === 'hour' ? HOUR : rules.life;
        entries.set(keys[block]!, { life, readableFrom: begins, expires: at + life });
      }

      const read = hit === undefined ? 0 : lengthAt(hit);
      const whole = totals.at(-1) ?? 0;
      if (!rules.billsWrites) return { input: whole - read, cacheWrite: 0, cacheRead: read, output };
      const last = (wanted: readonly number[]) => Math.max(read, ...wanted.map(lengthAt));
      const written = last(writes);
      const forHour = last(writes.filter((block) => prompt.blocks[block]!.mark === 'hour'));
      return {
        input: whole - written,
        cacheWrite: written - read,
        ...(prompt.provider === 'anthropic' ? { cacheWriteHour: forHour - read } : {}),
        cacheRead: read,
        output,
      };
    },
  };
}

/** Why the provider would refuse the request for its marks; undefined if it takes them. */
export function markFault(prompt: Prompt, rules: CacheRules): string | undefined {
  if (prompt.fault !== undefined || rules.boundaries !== 'marks') return prompt.fault;
  const marked = prompt.blocks.filter(({ mark }) => mark !== undefined);
  if (marked.length > rules.maxMarks) {
    return `A maximum of ${rules.maxMarks} blocks with cache_control may be provided. Found ${marked.length}.`;
  }
  if (marked.some(({ kind }) => kind === 'thinking'))
    return 'cache_control cannot be set for thinking blocks';
  // a tool's result may be empty and marked: it is a block all the same
  if (marked.some(({ tokens, kind }) => tokens === 0 && kind === 'other')) {
    return 'cache_control cannot be set for empty text blocks';
  }
  const firstShort = marked.findIndex(({ mark }) => mark === 'short');
  const lastHour = marked.findLastIndex(({ mark }) => mark === 'hour');
  return firstShort !== -1 && lastHour > firstShort
    ? "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block"
    : undefined;
}

/** One key a block, of all that stands before it and of itself. */
function prefixKeys({ provider, model, scope, settings, blocks }: Prompt): readonly string[] {
  let key = `${provider}\n${model}\n${scope}`;
  let entered = 0;
  const add = (text: string) => {
    key = createHash('sha256').update(`${key}\n${text}`).digest('base64');
  };
  return blocks.map(({ section, hash }) => {
    for (; entered <= sections.indexOf(section); entered++) add(settings[sections[entered]!] ?? '');
    add(hash);
    return key;
  });
}

function prefixTotals(blocks: readonly PromptBlock[]): readonly number[] {
  let total = 0;
  return blocks.map(({ tokens }) => {
    total += tokens;
    return total;
  });
}

/** Where this prompt leaves entries, first to last. */
function writtenBlocks(blocks: readonly PromptBlock[], { boundaries, maxMarks }: CacheRules): number[] {
  const where = (holds: (block: PromptBlock) => boolean) =>
    blocks.flatMap((block, index) => (holds(block) ? [index] : []));
  if (boundaries === 'steps') return blocks.map((_, index) => index);
  const marks = where(({ mark }) => mark !== undefined);
  if (boundaries === 'marks') return marks;
  const turn = blocks.findLastIndex(({ endsTurn }) => endsTurn === true);
  if (turn === -1) return marks.slice(-maxMarks);
  const others = marks.filter((index) => index !== turn).slice(1 - maxMarks);
  return [...others, turn].sort((a, b) => a - b);
}

/** Where an entry is looked for, last to first. */
function triedBlocks(
  blocks: readonly PromptBlock[],
  { boundaries, lookBack }: CacheRules,
  writes: readonly number[],
): number[] {
  if (boundaries === 'steps') return writes.toReversed();
  const tried = new Set<number>();
  if (boundaries === 'turns') {
    let turns = 0;
    for (let index = blocks.length - 1; index >= 0; index--) {
      const { mark, endsTurn } = blocks[index]!;
      if (endsTurn) turns += 1;
      if (mark !== undefined || (endsTurn && turns <= lookBack)) tried.add(index);
    }
    return [...tried];
  }
  for (const mark of writes.toReversed()) {
    let position = 1;
    for (let index = mark; index >= 0; index--) {
      if (index < mark && !isOneRun(blocks[index]!, blocks[index + 1]!)) position += 1;
      if (position > lookBack) break;
      tried.add(index);
    }
  }
  return [...tried].sort((a, b) => b - a);
}

/** On Claude's API, parallel calls are one position, and so are their results. */
function isOneRun(one: PromptBlock, next: PromptBlock): boolean {
  return one.kind === next.kind && (one.kind === 'tool_use' || one.kind === 'tool_result');
}
