import type { Part } from '../../context/context.js';
import { type Asked, askedFor } from '../lossy/asked-for.js';
import { excerptOf } from '../lossy/excerpt.js';
import { largeOldResults } from '../lossy/large-old-results.js';
import { closeText, openText } from '../lossy/opening-marker.js';
import { divideText } from '../lossy/passages.js';
import { pinnedAtoms } from '../lossy/pinned-atoms.js';
import { type Meaning, selectPassages } from '../lossy/selection.js';
import { decodePaths } from '../notation/path-notation.js';
import { decodePhrases } from '../notation/phrase-notation.js';
import { definePass, type PassEnv } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { rewrite } from '../rewrite.js';

/** How much is chosen of what need not stay anyway, at most; how many letters even if they answer nothing. */
const SHARE = 0.25;
const LEAST_LETTERS = 240;
/** Passages from which there is something to choose. */
const MIN_PASSAGES = 4;
/** Share of the tokens that must go. */
const MIN_SAVED = 0.2;

/** What says how a text became what it is, line for line, so that none of them may go. */
const LISTED = /^(?:as |excerpt of )|, excerpt of /;

/**
 * Shows of large results that are not among the newest only what answers the query, or the user's last words: lines,
 * sentences of long lines, whole definitions of code, hunks of a diff. What alarms and what tells where the rest belongs
 * stays, in the order in which it stood. Left alone are files that the reader may be about to edit (the newest read of
 * each, and reads before an edit), JSON and its tables, of which a half is none, and everything where nobody asks.
 */
export const extractiveSelection = definePass({
  name: 'extractive-selection',
  kind: 'lossy',
  run: async (parts, env) => {
    const asked = askedFor(parts, env);
    if (!asked) return parts;
    const inUse = filesInUse(parts);
    const candidates = new Set([...largeOldResults(parts, env)].filter((part) => !inUse.has(part)));
    if (candidates.size === 0) return parts;
    const meaning = await meaningOf(asked, env);
    const rewritten: Part[] = [];
    for (const part of parts) {
      const text = candidates.has(part) ? await selected(part, asked, meaning, env) : undefined;
      rewritten.push(text === undefined ? part : rewrite(part, text, env));
    }
    return rewritten;
  },
});

/** Reads of files that an edit may need: the newest of each, and those before an edit. */
function filesInUse(parts: readonly Part[]): ReadonlySet<Part> {
  const shown = new Set<string>();
  const inUse = new Set<Part>();
  const changed = new Set<string>();
  for (const { path, part, kind } of fileReads(parts).toReversed()) {
    if (kind === 'edit' || kind === 'refused') changed.add(path);
    if (changed.has(path) || !shown.has(path)) inUse.add(part);
    if (kind === 'read' || kind === 'write') shown.add(path);
  }
  return inUse;
}

async function meaningOf({ text }: Asked, { embedder }: PassEnv): Promise<Meaning | undefined> {
  const [vector] = (await embedder?.embed([text])) ?? [];
  return embedder && vector && { embedder, vector };
}

async function selected(
  part: Part,
  asked: Asked,
  meaning: Meaning | undefined,
  env: PassEnv,
): Promise<string | undefined> {
  const opened = openText(part, env);
  if (opened.said !== undefined && LISTED.test(opened.said)) return undefined;
  const body = decodePaths(decodePhrases(opened.body));
  const divided = divideText(body);
  const { atoms, passages } = divided;
  const pinned = passages.length < MIN_PASSAGES ? undefined : pinnedAtoms(body, divided, env);
  if (!pinned) return undefined;

  const isFree = (at: number) => !pinned.has(at) && !atoms[at]!.isBlank;
  const free = passages.filter(({ from, to }) => atomsFrom(from, to).some(isFree));
  const texts = free.map(({ from, to }) => body.slice(atoms[from]!.start, atoms[to - 1]!.end));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const room = { most: Math.max(LEAST_LETTERS, SHARE * length), least: LEAST_LETTERS };
  const chosen = await selectPassages(texts, asked, meaning, room);
  const kept = new Set(pinned);
  for (const at of chosen) for (const atom of atomsFrom(free[at]!.from, free[at]!.to)) kept.add(atom);

  const excerpt = excerptOf(body, atoms, (at) => kept.has(at));
  const lines = atoms.at(-1)!.line + 1;
  const { left } = excerpt;
  const done =
    left.lines > 0
      ? `excerpt of ${lines - left.lines} of ${lines} lines`
      : `excerpt of ${atoms.length - left.atoms} of ${atoms.length} sentences`;
  const text = closeText({ ...opened, body: excerpt.text }, done, part, env);
  return env.count(text) <= (1 - MIN_SAVED) * env.count(part.text) ? text : undefined;
}

function atomsFrom(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
