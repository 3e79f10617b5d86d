import type { Part } from '../../context/context.js';
import { largeOldResults } from '../lossy/large-old-results.js';
import { closeText, openText } from '../lossy/opening-marker.js';
import { divideText } from '../lossy/passages.js';
import { pinnedAtoms } from '../lossy/pinned-atoms.js';
import { areProse, isFixed, type Word, wordsOf } from '../lossy/prose-words.js';
import { decodePhrases } from '../notation/phrase-notation.js';
import { definePass, type PassEnv } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { rewrite } from '../rewrite.js';

/** Share of the words of prose that go, those that stay in any case counted in. */
const DROPPED = 0.4;
/** Words of prose from which a result is worth it, and their share of all words. */
const MIN_WORDS = 100;
const MIN_PROSE = 0.6;
/** Letters of a line, or of a sentence, that anybody would read. */
const MAX_SENTENCE = 5000;

const PRUNED = / words of prose$/;

/** The prose of one result. */
interface Draft {
  readonly part: Part;
  readonly said?: string;
  readonly body: string;
  readonly words: readonly Word[];
}

/**
 * Leaves words out of prose that a trained model holds to be dispensable (Z. Pan et al., "LLMLingua-2: Data Distillation
 * for Efficient and Faithful Task-Agnostic Prompt Compression", ACL 2024): those below a quantile of the probabilities,
 * whole words only. Numbers, names, identifiers, paths, negations and ends of sentences and lines stay, and so do lines
 * that alarm or demand, and headings. Does nothing without a model.
 */
export const tokenPruning = definePass({
  name: 'token-pruning',
  kind: 'lossy',
  run: async (parts, env) => {
    const { pruner } = env;
    if (!pruner) return parts;
    const read = new Set(fileReads(parts).map((file) => file.part));
    const large = largeOldResults(parts, env);
    const drafts = parts.flatMap((part) => (large.has(part) && !read.has(part) ? draftOf(part, env) : []));
    if (drafts.length === 0) return parts;
    const kept = await pruner.keep(drafts.map(({ words }) => words.map((word) => word.text)));
    const rewritten = new Map(
      drafts.map((draft, at) => [draft.part, rewrite(draft.part, pruned(draft, kept[at]!, env), env)]),
    );
    return parts.map((part) => rewritten.get(part) ?? part);
  },
});

function draftOf(part: Part, env: PassEnv): readonly Draft[] {
  const opened = openText(part, env);
  const { said } = opened;
  if (said !== undefined && (PRUNED.test(said) || said.startsWith('as '))) return [];
  const body = decodePhrases(opened.body);
  const divided = divideText(body);
  const pinned = divided.kind === 'lines' ? pinnedAtoms(body, divided, env) : undefined;
  if (!pinned) return [];
  const words: Word[] = [];
  let all = 0;
  divided.atoms.forEach(({ start, end }, at) => {
    if (end - start > MAX_SENTENCE) {
      all += end - start;
      return;
    }
    const own = wordsOf(body.slice(start, end));
    all += own.length;
    if (pinned.has(at) || !areProse(own)) return;
    for (const word of own) words.push({ ...word, start: start + word.start, end: start + word.end });
  });
  if (words.length < MIN_WORDS || words.length < MIN_PROSE * all) return [];
  return [{ part, ...(said === undefined ? {} : { said }), body, words }];
}

function pruned({ part, said, body, words }: Draft, kept: Float32Array, env: PassEnv): string {
  const sorted = kept.toSorted();
  const bar = sorted[Math.floor(DROPPED * sorted.length)]!;
  const pieces: string[] = [];
  let from = 0;
  let left = 0;
  words.forEach(({ text, start, end }, at) => {
    if (kept[at]! >= bar || isFixed(text)) return;
    left++;
    // One of the two blanks around it goes with it, never a line's end.
    const isFollowed = body[end] === ' ';
    pieces.push(body.slice(from, !isFollowed && body[start - 1] === ' ' ? Math.max(from, start - 1) : start));
    from = isFollowed ? end + 1 : end;
  });
  pieces.push(body.slice(from));
  if (left === 0) return part.text;
  const done = `without ${left} of ${words.length} words of prose`;
  return closeText({ ...(said === undefined ? {} : { said }), body: pieces.join('') }, done, part, env);
}
