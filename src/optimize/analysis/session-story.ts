import { billOf, promptOf, sumOf } from '../../billing/bill.js';
import { priceOf } from '../../billing/price-at.js';
import type { AgentSession, RequestEvent, SessionWindow, Usage } from '../../context/agent-session.js';
import type { Part } from '../../context/context.js';
import { findModel } from '../../tokens/models.js';
import { type Burden, type FileBurden, fileBurdens, toolBurdens } from './burdens.js';
import { type CacheBreak, cacheBreaks } from './cache-breaks.js';
import { carriedParts } from './carried.js';

export interface CompactionStory {
  /** Of the session's file, from 1. */
  readonly line: number;
  /** Which request of its window is the first after it, from 1; absent if none was billed. */
  readonly request?: number;
  readonly trigger?: string;
  /** Tokens of the last prompt before and of the first after; absent where nothing was billed. */
  readonly before?: number;
  readonly after?: number;
  /** Tokens of the summary, counted. */
  readonly summary: number;
  /** Tokens that the first request after it had to write to the cache. */
  readonly rewritten?: number;
}

export interface WindowStory {
  readonly id: string;
  readonly requests: number;
  /** As billed, summed over the requests that say so. */
  readonly usage: Usage;
  /** US dollars at list price; absent if a model is not known. */
  readonly cost?: number;
  /** Tokens of the first prompt that are not in the file: tools, system text, memory; absent where nothing was billed. */
  readonly base?: number;
  /** Tokens of each prompt, in order. */
  readonly prompts: readonly number[];
  readonly breaks: readonly CacheBreak[];
  readonly compactions: readonly CompactionStory[];
}

/** What happened in a session, and what it cost. Plain data; lists from the one that was carried most. */
export interface SessionStory {
  readonly windows: readonly WindowStory[];
  /** Milliseconds from the first request to the last; absent where the file does not say. */
  readonly duration?: number;
  readonly usage: Usage;
  readonly cost?: number;
  /** By the tool that was called: calls and results together. */
  readonly tools: readonly Burden[];
  readonly files: readonly FileBurden[];
}

/** Tells a session's story. Pure, and linear in its length. */
export function storyOf(session: AgentSession, tokensOf: (part: Part) => number): SessionStory {
  const windows = session.windows.map((window) => windowStory(window, tokensOf));
  const carried = session.windows.map(({ events }) => carriedParts(events, tokensOf));
  const times = session.windows.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'request' && event.time !== undefined ? [event.time] : [])),
  );
  const costs = windows.map(({ cost }) => cost);
  return {
    windows,
    ...(times.length > 1 ? { duration: span(times) } : {}),
    usage: sumOf(windows.map(({ usage }) => usage)),
    ...(costs.every((cost) => cost !== undefined)
      ? { cost: costs.reduce((sum, cost) => sum + cost, 0) }
      : {}),
    tools: toolBurdens(carried.flat()),
    files: fileBurdens(carried),
  };
}

function windowStory({ id, events }: SessionWindow, tokensOf: (part: Part) => number): WindowStory {
  const requests = events.filter((event): event is RequestEvent => event.kind === 'request');
  const billed = requests.filter(({ usage }) => usage !== undefined);
  const bills = billed.map(({ usage, model, cacheLife }) => {
    const known = findModel(model ?? '');
    return known && billOf(usage!, priceOf(known, usage!), cacheLife);
  });
  return {
    id,
    requests: requests.length,
    usage: sumOf(billed.map(({ usage }) => usage!)),
    ...(bills.length > 0 && bills.every((bill) => bill !== undefined)
      ? { cost: bills.reduce((sum, bill) => sum + bill, 0) }
      : {}),
    ...baseOf(events, tokensOf),
    prompts: billed.map(({ usage }) => promptOf(usage!)),
    breaks: cacheBreaks(events),
    compactions: compactionsIn(events, tokensOf),
  };
}

/** What the first prompt held beyond the parts that the file tells of. */
function baseOf(
  events: SessionWindow['events'],
  tokensOf: (part: Part) => number,
): Pick<WindowStory, 'base'> {
  const first = events.findIndex((event) => event.kind === 'request');
  const request = events[first];
  if (request?.kind !== 'request' || !request.usage) return {};
  const told = events
    .slice(0, first)
    .flatMap((event) => (event.kind === 'parts' ? event.parts : []))
    .reduce((sum, part) => sum + tokensOf(part), 0);
  return { base: Math.max(0, promptOf(request.usage) - told) };
}

function compactionsIn(
  events: SessionWindow['events'],
  tokensOf: (part: Part) => number,
): readonly CompactionStory[] {
  return events.flatMap((event, at) => {
    if (event.kind !== 'compaction') return [];
    const isBilled = (other: SessionWindow['events'][number]): other is RequestEvent =>
      other.kind === 'request' && other.usage !== undefined;
    const before = events.slice(0, at).findLast(isBilled)?.usage;
    const after = events.slice(at).find(isBilled)?.usage;
    const next = events.findIndex((other, index) => index > at && other.kind !== 'parts');
    const summary = events
      .slice(at + 1, next < 0 ? events.length : next)
      .flatMap((other) => (other.kind === 'parts' && other.isSummary ? other.parts : []))
      .reduce((sum, part) => sum + tokensOf(part), 0);
    return [
      {
        line: event.line,
        ...(event.trigger === undefined ? {} : { trigger: event.trigger }),
        ...(before ? { before: promptOf(before) } : {}),
        ...(after
          ? {
              request: events.slice(0, at).filter(isBilled).length + 1,
              after: promptOf(after),
              rewritten: after.input + after.cacheWrite,
            }
          : {}),
        summary,
      },
    ];
  });
}

function span(times: readonly number[]): number {
  let [first, last] = [times[0]!, times[0]!];
  for (const time of times) [first, last] = [Math.min(first, time), Math.max(last, time)];
  return last - first;
}
