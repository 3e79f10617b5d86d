import type { Outline, OutlineSymbol } from '../outline/outline.js';
import { renderOutline } from '../outline/render-outline.js';
import { fitLines } from '../tokens/fit-lines.js';
import type { Tokenizer } from '../tokens/tokenizer.js';

interface Shrunk {
  readonly text: string;
  /** What was left out, for the header; empty if nothing. */
  readonly notes: readonly string[];
}

const TOP_LEVEL = 'outline of the top level, without doc comments';
const NAMES = 'names of the top level only';

/** Kinds of symbols whose names tell nothing without what they quote. */
const UNNAMED = /^(?:text|error|template|summary|column|cell|body)$/;

/** UTF-16 units of a name where signatures have no room. */
const NAME_LIMIT = 80;

/** What an outline is reduced to, step by step. */
const steps = [
  { depth: 4, note: 'outline without doc comments and below level 4' },
  { depth: 2, note: 'outline of two levels, without doc comments' },
  { depth: 1, note: TOP_LEVEL },
] as const;

/** What the note about a cut may cost, in tokens. */
const NOTE_TOKENS = 60;

/**
 * An outline as text within a budget of tokens. What says least goes first: doc comments, then members of members, then
 * members, then all of a signature but the name, then the definitions at the end of the file. Definitions of the kind `body`, and what they are in, stay.
 */
export function shrinkOutline(
  outline: Outline,
  { budget, tokenizer }: { readonly budget: number; readonly tokenizer: Tokenizer },
): Shrunk {
  const fits = (text: string): boolean => !fitLines(text, budget, tokenizer).cut;
  // A definition costs two tokens and more, so that many cannot fit.
  if (outline.symbols.length * 2 > budget)
    return { text: firstSymbols(outline, budget, tokenizer), notes: [TOP_LEVEL] };
  const all = renderOutline(outline);
  if (fits(all)) return { text: all, notes: [] };
  for (const { depth, note } of steps) {
    const text = renderOutline({ ...outline, symbols: pruned(outline.symbols, depth) });
    if (fits(text)) return { text, notes: [note] };
  }
  const names = renderOutline({ ...outline, imports: [], symbols: outline.symbols.map(named) });
  if (!outline.symbols.some(quotes) && fits(names)) {
    return { text: names, notes: [NAMES] };
  }
  return { text: firstSymbols(outline, budget, tokenizer), notes: [TOP_LEVEL] };
}

function quotes({ kind, children }: OutlineSymbol): boolean {
  return UNNAMED.test(kind) || children.some(quotes);
}

function named({ doc: _, ...symbol }: OutlineSymbol): OutlineSymbol {
  return { ...symbol, signature: symbol.name.slice(0, NAME_LIMIT), elided: 0, children: [] };
}

function pruned(symbols: readonly OutlineSymbol[], depth: number): readonly OutlineSymbol[] {
  return symbols.map(({ doc: _, ...symbol }) => {
    if (symbol.children.length === 0) return symbol;
    const kept = depth > 1 ? symbol.children : symbol.children.filter(holdsBody);
    const children = pruned(kept, depth - 1);
    const elided = kept.length > 0 ? symbol.elided : symbol.endLine - symbol.startLine;
    return { ...symbol, children, elided: Math.max(symbol.elided, elided) };
  });
}

function holdsBody({ kind, children }: OutlineSymbol): boolean {
  return kind === 'body' || children.some(holdsBody);
}

/** As many definitions as fit, found by doubling and halving, so that a long outline is not rendered again and again. */
function firstSymbols(outline: Outline, budget: number, tokenizer: Tokenizer): string {
  const room = budget - NOTE_TOKENS;
  const { symbols } = outline;
  const bodies: { readonly symbol: OutlineSymbol; readonly index: number }[] = [];
  for (const [index, symbol] of symbols.entries()) if (holdsBody(symbol)) bodies.push({ symbol, index });
  const shown = (count: number): readonly OutlineSymbol[] => [
    ...symbols.slice(0, count),
    ...bodies.filter(({ index }) => index >= count).map(({ symbol }) => symbol),
  ];
  // Bodies that were asked for come before imports.
  const imports = bodies.length > 0 ? [] : outline.imports;
  const render = (count: number): string =>
    renderOutline({ ...outline, imports, symbols: pruned(shown(count), 1) });
  const fits = (count: number): boolean => !fitLines(render(count), room, tokenizer).cut;
  let least = 0;
  let most = 1;
  while (most < symbols.length && fits(most)) {
    least = most;
    most *= 2;
  }
  most = Math.min(most, symbols.length);
  while (most - least > 1) {
    const middle = (least + most) >>> 1;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  const begun = least > 0 || bodies.length > 0 ? least : 1;
  const { text } = fitLines(render(begun), room, tokenizer);
  const left = symbols.length - shown(least).length;
  const next = symbols[least];
  const way = next ? `from line ${next.startLine} on: lines:"${next.startLine}-"` : 'lines:"1-"';
  return `${text.replace(/\n$/, '')}\n[cut to fit the budget; ${left} ${left === 1 ? 'definition' : 'definitions'} more ${way}, or view:"symbol"]`;
}
