import type { Part } from '../../context/context.js';
import { lineNumbering, type Stretch } from '../reads/shown-again.js';
import { shownLines } from './shown-lines.js';

/** Lines in a row by which a block is found again. */
const WINDOW = 4;
/** Lines and letters from which a block is worth its note; of a longer line, one is. */
const MIN_LINES = 5;
const MIN_LENGTH = 160;
const LONG_LINE = 400;

/** Lines of a text, from `start` to before `end`, that an earlier part shows. */
export interface Block extends Stretch {
  readonly source: Part;
}

/** What the parts learned so far show, to find it again in later ones. */
export interface KnownBlocks {
  /** Takes note of the lines of a part that no earlier one shows. */
  learn(part: Part): void;
  /** The longest blocks from the left that a part shows and that are worth a note, none in the stretch that is `fixed`. */
  find(lines: readonly string[], fixed: Stretch): readonly Block[];
  /** What but the result of a tool shows all of these lines, in a row. */
  whole(lines: readonly string[]): Part | undefined;
}

/** A line of some part. */
interface Place {
  readonly part: Part;
  /** Numbers of the lines of that part. */
  readonly ids: readonly number[];
  readonly at: number;
}

/** Linear: every block is found by a hash of its first lines, as rsync finds them (A. Tridgell, 1999). */
export function knownBlocks(): KnownBlocks {
  const number = lineNumbering();
  const places = new Map<string, Place>();
  /** Places in what is no result of a tool. */
  const words = new Map<string, Place>();

  function note(key: string, place: Place): void {
    if (!places.has(key)) places.set(key, place);
    if (place.part.role !== 'tool' && !words.has(key)) words.set(key, place);
  }

  function reach(place: Place, ids: readonly number[], start: number, stop: number): number {
    let end = start;
    while (end < stop && ids[end] === place.ids[place.at + end - start]) end++;
    return end;
  }

  return {
    learn(part) {
      const lines = shownLines(part);
      const ids = lines.map(number);
      for (let at = 0; at < ids.length; at++) {
        const place = { part, ids, at };
        if (at + WINDOW <= ids.length) note(windowAt(ids, at), place);
        if (lines[at]!.length >= LONG_LINE) note(`${ids[at]}`, place);
      }
    },

    find(lines, fixed) {
      const ids = lines.map(number);
      const blocks: Block[] = [];
      for (let start = 0; start < ids.length; ) {
        if (start >= fixed.start && start < fixed.end) {
          start = fixed.end;
          continue;
        }
        const stop = start < fixed.start ? fixed.start : ids.length;
        const place = places.get(windowAt(ids, start)) ?? places.get(`${ids[start]}`);
        const end = place ? reach(place, ids, start, stop) : start;
        if (place && isWorth(lines.slice(start, end))) blocks.push({ start, end, source: place.part });
        // What is too short from here on is shorter from any later line of it.
        start = Math.max(end, start + 1);
      }
      return blocks;
    },

    whole(lines) {
      const ids = lines.map(number);
      const place = words.get(windowAt(ids, 0));
      const isAll = place !== undefined && reach(place, ids, 0, ids.length) === ids.length;
      return isAll && isWorth(lines) ? place.part : undefined;
    },
  };
}

function windowAt(ids: readonly number[], at: number): string {
  return ids.slice(at, at + WINDOW).join();
}

function isWorth(lines: readonly string[]): boolean {
  const length = lines.reduce((sum, line) => sum + line.trim().length, 0);
  return length >= (lines.length >= MIN_LINES ? MIN_LENGTH : LONG_LINE);
}
