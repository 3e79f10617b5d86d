import type { OutlineSymbol } from '../outline/outline.js';
import { outlineOf } from '../outline/outline-of.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import type { FileFacts, IndexedSymbol } from './file-facts.js';
import { bareName } from './file-graph.js';
import { fileRole } from './file-role.js';
import { lexisOf } from './lexis.js';
import { oneLine } from './one-line.js';
import type { Lines } from './owner-by-line.js';
import { wordsOf } from './words-of.js';

/** UTF-16 units of a signature, and of a doc comment, that are kept. */
const SIGNATURE_LIMIT = 300;

/** Levels of keys that are kept of data, which may nest without end. */
const KEY_LEVELS = 2;

/**
 * What the index keeps of a file. Pure; linear in the text besides its outline.
 * @param path relative to the indexed root: tells language and role
 */
export async function factsOf(path: string, text: string): Promise<FileFacts> {
  const outline = await outlineOf(path, text);
  const found = flattened(outline.symbols);
  const importLines = new Set(outline.imports.map(({ line }) => line));
  const { terms, outside, mentions } = wordsOf(text, lexisOf(outline.language), found, importLines);
  const symbols = found.map((symbol, index) => ({ ...symbol, terms: terms[index]! }));
  for (const symbol of symbols) mentions.delete(bareName(symbol, symbols));
  return {
    language: outline.language,
    role: fileRole(path, text),
    lines: outline.lines,
    tokens: tokenizerFor().count(text),
    symbols,
    imports: [...new Set(outline.imports.map(({ module }) => module))],
    references: [...mentions],
    terms: outside,
  };
}

/** In order of the file, parents before their children; without what only shows a text's ends, or names again what is elsewhere. */
function flattened(roots: readonly OutlineSymbol[]): readonly (Omit<IndexedSymbol, 'terms'> & Lines)[] {
  interface Pending {
    readonly symbol: OutlineSymbol;
    readonly level: number;
    readonly parent?: number;
    readonly prefix: string;
  }
  const flat: Omit<IndexedSymbol, 'terms'>[] = [];
  const pending: Pending[] = [];
  for (let i = roots.length - 1; i >= 0; i--) pending.push({ symbol: roots[i]!, level: 1, prefix: '' });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { symbol, level, parent, prefix } = next;
    const { kind, children, startLine, endLine, doc, exported } = symbol;
    if (kind === 'text' || kind === 'name' || kind === 'export') continue;
    if (kind === 'key' && level > KEY_LEVELS) continue;
    const name = prefix + symbol.name;
    const own = flat.length;
    flat.push({
      name,
      kind,
      signature: oneLine(symbol.signature, SIGNATURE_LIMIT),
      startLine,
      endLine,
      ...(doc === undefined ? {} : { doc }),
      exported,
      ...(parent === undefined ? {} : { parent }),
    });
    for (let i = children.length - 1; i >= 0; i--)
      pending.push({ symbol: children[i]!, level: level + 1, parent: own, prefix: `${name}.` });
  }
  return flat;
}
