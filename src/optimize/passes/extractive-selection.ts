import type { Part } from '../../context/context.js';
import { criticalFacts } from '../critical-facts.js';
import { isCriticalLine } from '../critical-line.js';
import { criticalExtractors } from '../facts.js';
import { fileReads } from '../file-reads.js';
import { hasTable } from '../json-table.js';
import { type Asked, askedFor } from '../lossy/asked-for.js';
import { excerptOf } from '../lossy/excerpt.js';
import { closeText, openText } from '../lossy/opening-marker.js';
import { type DividedText, divideText } from '../lossy/passages.js';
import { type Meaning, selectPassages } from '../lossy/selection.js';
import { definePass, type PassEnv } from '../pass.js';
import { decodePaths } from '../path-notation.js';
import { linesOf, plainText } from '../plain-text.js';
import { isRewritable, isSettled, rewrite } from '../rewrite.js';

/** Results at the end of the context that stay whole: what the reader is at work on. */
const NEWEST = 4;
/** Tokens from which a result is large. */
const MIN_TOKENS = 300;
/** How much is chosen of what need not stay anyway, and how many letters at least. */
const SHARE = 0.3;
const LEAST_LETTERS = 400;
/** Passages from which there is something to choose. */
const MIN_PASSAGES = 4;
/** Share of the tokens that must go. */
const MIN_SAVED = 0.2;

/** What says how a text became what it is, line for line, so that none of them may go. */
const LISTED = /^(?:as |excerpt of )|, excerpt of /;
/** Notes of other passes on what stood there. */
const NOTE = /^(?:\[ctxopt: |… )/;

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
    const candidates = candidatesAmong(parts, env);
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

function candidatesAmong(parts: readonly Part[], env: PassEnv): ReadonlySet<Part> {
  const results = parts.filter((part) => part.role === 'tool');
  const isConversation = [...env.prefix, ...parts].some((part) => part.role !== 'tool');
  const old = isConversation ? results.slice(0, -NEWEST) : results;
  const inUse = filesInUse(parts);
  return new Set(
    old.filter(
      (part) =>
        isRewritable(part) &&
        !inUse.has(part) &&
        env.count(part.text) >= MIN_TOKENS &&
        !isSettled(part, env) &&
        !isData(part.text),
    ),
  );
}

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

function isData(text: string): boolean {
  if (hasTable(text)) return true;
  if (!/^\s{0,64}[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
  const body = decodePaths(opened.body);
  const divided = divideText(body);
  const { atoms, passages } = divided;
  const pinned = passages.length < MIN_PASSAGES ? undefined : pinnedIn(body, divided, env);
  if (!pinned) return undefined;

  const free = passages.filter(({ from, to }) => {
    for (let at = from; at < to; at++) if (!pinned.has(at) && !isBlank(body, divided, at)) return true;
    return false;
  });
  const texts = free.map(({ from, to }) => body.slice(atoms[from]!.start, atoms[to - 1]!.end));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const room = Math.max(LEAST_LETTERS, SHARE * length);
  const kept = new Set(pinned);
  for (const chosen of await selectPassages(texts, asked, meaning, room)) {
    const { from, to } = free[chosen]!;
    for (let at = from; at < to; at++) kept.add(at);
  }
  const excerpt = excerptOf(body, atoms, (at) => kept.has(at));
  const lines = atoms.at(-1)!.line + 1;
  const done =
    excerpt.left > 0
      ? `excerpt of ${lines - excerpt.left} of ${lines} lines`
      : `excerpt of ${kept.size} of ${atoms.length} sentences`;
  const text = closeText({ ...opened, body: excerpt.text }, done, part, env);
  return env.count(text) <= (1 - MIN_SAVED) * env.count(part.text) ? text : undefined;
}

function isBlank(text: string, { atoms }: DividedText, at: number): boolean {
  return text.slice(atoms[at]!.start, atoms[at]!.end).trim() === '';
}

/**
 * Numbers of the atoms that stay in any case: the first and the last, what tells where others belong, what alarms, and
 * what the caller wants kept. Undefined where facts cannot be found by their lines, as in a redrawn screen.
 */
function pinnedIn(
  text: string,
  { kind, atoms, frame }: DividedText,
  env: PassEnv,
): ReadonlySet<number> | undefined {
  const lines = text.split('\n');
  const plain = plainText(text);
  if (linesOf(plain).length !== lines.length) return undefined;
  const critical = new Set<number>();
  for (const { extract } of criticalExtractors) {
    for (const fact of extract(text)) for (const line of fact.lines) critical.add(line);
  }
  const pinned = new Set(frame);
  const says = new Set<number>();
  atoms.forEach((atom, at) => {
    const line = lines[atom.line]!;
    // In code every other line says "error"; prose in long lines speaks of them.
    const alarms = kind === 'lines' && !atom.isSentence && isCriticalLine(line);
    const own = atom.isSentence ? text.slice(atom.start, atom.end) : line;
    const holds = critical.has(atom.line) && (!atom.isSentence || criticalFacts(own).size > 0);
    if (holds) says.add(atom.line);
    if (alarms || holds || NOTE.test(line) || env.preserved(line)) pinned.add(at);
  });
  atoms.forEach(({ line }, at) => {
    if (critical.has(line) && !says.has(line)) pinned.add(at);
  });
  const filled = atoms.flatMap((_, at) =>
    isBlank(text, { kind, atoms, frame, passages: [] }, at) ? [] : [at],
  );
  for (const end of [filled[0], filled.at(-1)]) if (end !== undefined) pinned.add(end);
  return pinned;
}
