import type { OutlineSymbol } from '../outline/outline.js';
import { fitLines } from '../tokens/fit-lines.js';
import type { LineRange } from './line-range.js';
import { matchingSymbols } from './matching-symbols.js';
import { outlineView } from './outline-view.js';
import { shrinkOutline } from './shrink-outline.js';
import { numberedLines, sliceLines } from './slice-lines.js';
import type { ViewBody, ViewSource } from './view-body.js';

/** Of the budget, what bodies may take; the rest is for the outline around them. */
const BODIES_SHARE = 0.7;

/** Of that, what a definition with members may take: of a larger one the outline shows the members. */
const WHOLE_SHARE = 0.25;

/** A body is begun only with so much of the budget left, in tokens. */
const LEAST = 64;

/** Bodies given at most: what comes after them hardly answers. */
const MOST_BODIES = 10;

const NO_MATCH = 'no definition matches the query';
const LARGE_MATCH = 'what matches the query does not fit: ask for a symbol';

/**
 * The file's outline, in which the definitions that answer a question best are given in full, their lines numbered, as far
 * as the budget reaches. The plain outline where nothing matches.
 */
export async function queryView(source: ViewSource, query: string): Promise<ViewBody> {
  const outline = await source.outline();
  const matches = matchingSymbols(outline, source.text, query);
  const bodies = bodiesOf(source, matches);
  if (bodies.size === 0) {
    const { notes, ...plain } = await outlineView(source);
    return { ...plain, notes: [...notes, matches.length === 0 ? NO_MATCH : LARGE_MATCH] };
  }
  const { text, notes } = shrinkOutline({ ...outline, symbols: withBodies(outline.symbols, bodies) }, source);
  return { view: 'answer', text, notes: [`${bodies.size} in full for the query`, ...notes] };
}

/** The lines of the best matches, none within another. The first is cut if it must be, later ones are left out. */
function bodiesOf(source: ViewSource, matches: readonly OutlineSymbol[]): ReadonlyMap<OutlineSymbol, string> {
  const bodies = new Map<OutlineSymbol, string>();
  const most = Math.floor(source.budget * BODIES_SHARE);
  let left = most;
  for (const match of matches) {
    if (bodies.size === MOST_BODIES || left < LEAST) break;
    if ([...bodies.keys()].some((given) => overlap(given, match))) continue;
    const room = hasBodies(match) ? Math.min(left, most * WHOLE_SHARE) : left;
    const body =
      wholeBody(source, match, room) ?? (bodies.size === 0 ? cutBody(source, match, room) : undefined);
    if (body === undefined) continue;
    bodies.set(match, body.replace(/\n$/, ''));
    left -= source.tokenizer.count(body);
  }
  return bodies;
}

/** A definition's lines, if they have no more than so many tokens. */
function wholeBody(source: ViewSource, symbol: OutlineSymbol, room: number): string | undefined {
  const range = rangeOf(symbol);
  // A numbered line costs two tokens and more.
  if ((range.end - range.start) * 2 > room) return undefined;
  const body = numberedLines(source.lines, range);
  return fitLines(body, room, source.tokenizer).cut ? undefined : body;
}

/** As many of its lines as fit; nothing of what has members that can be had one by one. */
function cutBody({ lines, tokenizer }: ViewSource, symbol: OutlineSymbol, room: number): string | undefined {
  if (hasBodies(symbol)) return undefined;
  return sliceLines(lines, [rangeOf(symbol)], { numbered: true, budget: room, tokenizer });
}

function rangeOf({ startLine, endLine }: OutlineSymbol): LineRange {
  return { start: startLine, end: endLine };
}

function overlap(a: OutlineSymbol, b: OutlineSymbol): boolean {
  return a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function hasBodies({ children }: OutlineSymbol): boolean {
  return children.some(({ elided }) => elided > 0);
}

/** The same symbols, but those that a body is given for stand as it. */
function withBodies(
  symbols: readonly OutlineSymbol[],
  bodies: ReadonlyMap<OutlineSymbol, string>,
): readonly OutlineSymbol[] {
  return symbols.map((symbol) => {
    const body = bodies.get(symbol);
    if (body === undefined) return { ...symbol, children: withBodies(symbol.children, bodies) };
    const { doc: _, ...bare } = symbol;
    return { ...bare, kind: 'body', signature: body, elided: 0, children: [] };
  });
}
