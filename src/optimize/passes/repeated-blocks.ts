import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { partLabel } from '../part-label.js';
import { definePass, type PassEnv } from '../pass.js';
import { type FileRead, fileReads } from '../reads/file-reads.js';
import { listingsIn } from '../reads/listing.js';
import { lineNumbering, type Stretch } from '../reads/shown-again.js';
import { hasMarker, holdsPreserved, isRewritable, isSettled, rewrite } from '../rewrite.js';

/** Lines in a row by which a block is found again. */
const WINDOW = 4;
/** Lines and letters from which a block is worth its note. */
const MIN_LINES = 5;
const MIN_LENGTH = 160;
/** Letters from which all blocks of a part are worth the handle. */
const MIN_TOTAL = 240;

/** A line of some part. */
interface Place {
  readonly part: Part;
  /** Numbers of the lines of that part: see {@link lineNumbering}. */
  readonly ids: readonly number[];
  readonly at: number;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly source: Part;
}

/**
 * Replaces blocks of lines that stood literally in the result of an earlier tool by a note that names it: overlapping
 * listings, a test run's failures printed again, a diff that grew. The first occurrence stays where it is, so that a
 * cached prefix stays the same. Of a file that was read only what frames it goes, such as a reminder that comes with
 * every file, because an edit must match its newest lines. Linear: every block is found by a hash of its first lines,
 * as rsync finds them (A. Tridgell, 1999).
 */
export const repeatedBlocks = definePass({
  name: 'repeated-blocks',
  kind: 'reversible',
  waste: 'blocks printed before',
  run: (parts, env) => {
    const number = lineNumbering();
    const places = new Map<string, Place>();
    const reads = new Map(fileReads(parts).map((file) => [file.part, fileLines(file)]));
    for (const part of env.prefix) if (part.role === 'tool') learn(part, number, places);
    return parts.map((part) => {
      if (part.role !== 'tool') return part;
      const isFree = isRewritable(part) && !isSettled(part, env) && !holdsPreserved(part.text, env);
      const ids = part.text.split('\n').map(number);
      const blocks = isFree ? blocksIn(part, ids, places, reads.get(part)) : [];
      const now = blocks.length > 0 ? rewrite(part, without(part, blocks, env), env) : part;
      learn(now, number, places);
      return now;
    });
  },
});

/** Where the lines of the file stand in what a tool showed of it. */
function fileLines({ part, range }: FileRead): Stretch {
  const at = listingsIn(part.text, range?.start).map((listing) => listing.at);
  return { start: at[0]?.[0] ?? 0, end: (at.at(-1)?.at(-1) ?? -1) + 1 };
}

/** Notes where the windows of a part stand that no earlier one has. */
function learn(part: Part, number: (line: string) => number, places: Map<string, Place>): void {
  const ids = part.text.split('\n').map(number);
  for (let at = 0; at + WINDOW <= ids.length; at++) {
    const key = keyAt(ids, at);
    if (!places.has(key)) places.set(key, { part, ids, at });
  }
}

function keyAt(ids: readonly number[], at: number): string {
  return `${ids[at]},${ids[at + 1]},${ids[at + 2]},${ids[at + 3]}`;
}

/** The longest blocks from the left that an earlier part has, as far as they are worth a note. */
function blocksIn(
  part: Part,
  ids: readonly number[],
  places: ReadonlyMap<string, Place>,
  fixed: Stretch = { start: 0, end: 0 },
): readonly Block[] {
  const lines = part.text.split('\n');
  const blocks: Block[] = [];
  let total = 0;
  for (let start = 0; start + WINDOW <= ids.length; ) {
    if (start >= fixed.start && start < fixed.end) {
      start = fixed.end;
      continue;
    }
    const place = places.get(keyAt(ids, start));
    const stop = start < fixed.start ? fixed.start : ids.length;
    let end = start;
    if (place) while (end < stop && ids[end] === place.ids[place.at + end - start]) end++;
    const length = lines.slice(start, end).reduce((sum, line) => sum + line.trim().length, 0);
    if (place && end - start >= MIN_LINES && length >= MIN_LENGTH) {
      blocks.push({ start, end, source: place.part });
      total += length;
    }
    // What is too short from here on is shorter from any later line of it.
    start = Math.max(end, start + 1);
  }
  return total >= MIN_TOTAL || hasMarker(part.text) ? blocks : [];
}

function without(part: Part, blocks: readonly Block[], env: PassEnv): string {
  const lines = part.text.split('\n');
  const kept: string[] = [];
  const hasHandle = hasMarker(part.text);
  let next = 0;
  blocks.forEach(({ start, end, source }, k) => {
    const where = source === blocks[k - 1]?.source ? 'there' : `in ${partLabel(source)}`;
    const what = `${end - start} lines as ${where}`;
    for (; next < start; next++) kept.push(lines[next]!);
    kept.push(k === 0 && !hasHandle ? marker(what, env.handle(part)) : `… ${what}`);
    next = end;
  });
  for (; next < lines.length; next++) kept.push(lines[next]!);
  return kept.join('\n');
}
