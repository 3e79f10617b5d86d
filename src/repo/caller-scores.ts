import type { FileFacts } from './file-facts.js';
import { bareName } from './file-graph.js';
import { lexisOf } from './lexis.js';
import { visitOwnedWords } from './visit-owned-words.js';

/** A name that more definitions have says nothing of which is meant. */
const MOST_DEFINERS = 3;

/**
 * For each definition the best score of one that mentions its name, file by file: what a good answer calls is likely to be part of it.
 * @param scores of the definitions, file by file
 */
export function callerScores(
  files: readonly { readonly facts: FileFacts; readonly text: string }[],
  scores: readonly Float64Array[],
): readonly Float64Array[] {
  const definers = new Map<string, [file: number, symbol: number][]>();
  for (const [file, { facts }] of files.entries()) {
    for (const [index, symbol] of facts.symbols.entries()) {
      const name = bareName(symbol, facts.symbols);
      const known = definers.get(name);
      if (known === undefined) definers.set(name, [[file, index]]);
      else if (known.length <= MOST_DEFINERS) known.push([file, index]);
    }
  }
  const best = scores.map(({ length }) => new Float64Array(length));
  for (const [file, { facts, text }] of files.entries()) {
    const { symbols } = facts;
    visitOwnedWords(text, lexisOf(facts.language), symbols, (start, end, place, owner) => {
      const score = scores[file]![owner] ?? 0;
      if (place !== 'code' || score === 0) return;
      const meant = definers.get(text.slice(start, end));
      if (meant === undefined || meant.length > MOST_DEFINERS) return;
      for (const [of, symbol] of meant) {
        if (of === file && symbol === owner) continue;
        best[of]![symbol] = Math.max(best[of]![symbol]!, score);
      }
    });
  }
  return best;
}
