import type { Embedder } from '../similarity/embedder.js';
import type { FileFacts } from './file-facts.js';
import { ownerByLine } from './owner-by-line.js';

/** Of the best match of words, what the definition nearest in meaning has on top of its own. */
const MEANING_SHARE = 0.6;

/** Definitions that are compared, those whose words match best: more would take seconds in a large repository. */
const MOST_COMPARED = 1_000;

/** UTF-16 units of a definition that are looked at. */
const LONGEST = 4_000;

/** What of a file is compared. */
export interface ComparedFile {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}

/**
 * The match of each definition's words, and on top of it how near its meaning comes to the question's, beside what is usual
 * for the others. A definition is its path, name, signature, doc comment and own lines, those of its children left out.
 * Where no word matches anywhere nothing does: the nearest of what has nothing to do with a question is no answer.
 * @param words as `matchSymbols` gives them, file by file
 */
export async function matchMeanings(
  question: string,
  files: readonly ComparedFile[],
  words: readonly Float64Array[],
  embedder: Embedder,
): Promise<readonly Float64Array[]> {
  const compared = bestOf(words);
  const [asked] = await embedder.embed([question.slice(0, LONGEST)]);
  const cosines: { readonly file: number; readonly symbol: number; readonly cosine: number }[] = [];
  for (const [file, symbols] of compared) {
    const vectors = await embedder.embed(textsOf(files[file]!, symbols));
    vectors.forEach((vector, at) => {
      cosines.push({ file, symbol: symbols[at]!, cosine: dot(asked!, vector) });
    });
  }
  // how alike any two texts are differs from model to model, and from question to question
  const usual = cosines.reduce((sum, { cosine }) => sum + cosine, 0) / Math.max(1, cosines.length);
  const nearest = cosines.reduce((most, { cosine }) => Math.max(most, cosine), usual);
  const best = words.reduce((most, own) => own.reduce((a, b) => Math.max(a, b), most), 0);
  const matches = words.map((own) => own.slice());
  for (const { file, symbol, cosine } of cosines)
    if (cosine > usual)
      matches[file]![symbol]! += (MEANING_SHARE * best * (cosine - usual)) / (nearest - usual);
  return matches;
}

/** By file, the definitions that match best. */
function bestOf(words: readonly Float64Array[]): ReadonlyMap<number, readonly number[]> {
  const all = words.flatMap((own, file) => Array.from(own, (score, symbol) => ({ file, symbol, score })));
  all.sort((a, b) => b.score - a.score);
  const best = new Map<number, number[]>();
  for (const { file, symbol } of all.slice(0, MOST_COMPARED)) {
    const own = best.get(file);
    if (own) own.push(symbol);
    else best.set(file, [symbol]);
  }
  return best;
}

function textsOf(
  { path, text, facts: { symbols } }: ComparedFile,
  wanted: readonly number[],
): readonly string[] {
  const own = new Map(
    wanted.map((index) => {
      const { name, signature, doc = '' } = symbols[index]!;
      return [index, [path, name, signature, doc]];
    }),
  );
  const ownerOn = ownerByLine(symbols);
  for (const [at, line] of text.split('\n').entries()) own.get(ownerOn(at + 1))?.push(line);
  return Array.from(own.values(), (lines) => lines.join('\n').slice(0, LONGEST));
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
