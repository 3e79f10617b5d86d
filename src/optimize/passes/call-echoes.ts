import type { Part } from '../../context/context.js';
import { type Handle, marker } from '../../context/handle.js';
import { definePass } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { leftBehind } from '../reads/left-behind.js';
import { type Listing, listingsIn } from '../reads/listing.js';
import { lineNumbering, type Stretch } from '../reads/shown-again.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Lines in a row, and letters, from which it is no chance that a result has them from its call. */
const MIN_LINES = 3;
const MIN_LENGTH = 80;
/** How deep a call's input is looked through. */
const MAX_DEPTH = 4;

/** Lines of a result that its call wrote. */
interface Echo {
  readonly listing: Listing;
  readonly stretch: Stretch;
}

/**
 * Takes out of results the lines that their own call wrote: an editor that says what it replaced by what, one that prints
 * the new text of a file, a script that writes one and shows it. They stand in the call, which no pass changes. Where the
 * result numbers them, which the call does not, they go only when the talk has left it behind, and the note tells which
 * lines of the file they are. Linear: a line is found by those around it.
 */
export const callEchoes = definePass({
  name: 'call-echoes',
  kind: 'reversible',
  waste: 'what a call wrote and its result printed',
  run: (parts, env) => {
    const end = leftBehind(parts);
    const starts = new Map(fileReads(parts).map(({ index, range }) => [index, range?.start]));
    return parts.map((part, index) => {
      if (part.kind !== 'tool_result' || !isRewritable(part)) return part;
      if (hasMarker(part.text) || holdsPreserved(part.text, env)) return part;
      const written = writtenBy(part);
      if (written.length === 0) return part;
      const lines = part.text.split('\n');
      const listings = listingsIn(part.text, starts.get(index));
      if (index >= end && listings.some((listing) => isNumbered(listing, lines))) return part;
      const echoes = echoesIn(listings, written);
      return echoes.length === 0 ? part : rewrite(part, without(lines, echoes, env.handle(part)), env);
    });
  },
});

/** Whether the tool printed numbers before the lines of a listing. */
function isNumbered({ lines, at }: Listing, printed: readonly string[]): boolean {
  return printed[at[0]!]!.trimEnd() !== lines[0]!.trimEnd();
}

/** Texts of several lines in a call's input, in lines. */
function writtenBy({ tool }: Part): readonly (readonly string[])[] {
  const found: string[][] = [];
  const look = (value: unknown, depth: number) => {
    if (typeof value === 'string') {
      const lines = value.split('\n').map((line) => line.trimEnd());
      if (lines.length >= MIN_LINES) found.push(lines);
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
      for (const inner of Object.values(value)) look(inner, depth + 1);
    }
  };
  look(tool?.input, 0);
  return found;
}

function echoesIn(listings: readonly Listing[], written: readonly (readonly string[])[]): readonly Echo[] {
  const number = lineNumbering();
  const windows = new Set<string>();
  for (const lines of written) {
    const ids = lines.map(number);
    for (let at = 0; at + MIN_LINES <= ids.length; at++) windows.add(windowAt(ids, at));
  }
  return listings.flatMap((listing) => {
    const ids = listing.lines.map((line) => number(line.trimEnd()));
    const stretches: { start: number; end: number }[] = [];
    for (let start = 0; start + MIN_LINES <= ids.length; start++) {
      if (!windows.has(windowAt(ids, start))) continue;
      const last = stretches.at(-1);
      if (last && last.end >= start) last.end = start + MIN_LINES;
      else stretches.push({ start, end: start + MIN_LINES });
    }
    return stretches
      .filter(({ start, end }) => lettersIn(listing.lines.slice(start, end)) >= MIN_LENGTH)
      .map((stretch) => ({ listing, stretch }));
  });
}

function windowAt(ids: readonly number[], at: number): string {
  return ids.slice(at, at + MIN_LINES).join();
}

function lettersIn(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.trim().length, 0);
}

function without(lines: readonly string[], echoes: readonly Echo[], handle: Handle): string {
  const notes = new Map<number, string>();
  const dropped = new Set<number>();
  echoes.forEach(({ listing, stretch: { start, end } }, k) => {
    const first = listing.start + start;
    const shown = isNumbered(listing, lines)
      ? `lines ${first}-${first + end - start - 1}`
      : `${end - start} lines`;
    const what = `${shown} as in its call`;
    notes.set(listing.at[start]!, k === 0 ? marker(what, handle) : `… ${what}`);
    for (let line = start; line < end; line++) dropped.add(listing.at[line]!);
  });
  return lines.flatMap((line, at) => notes.get(at) ?? (dropped.has(at) ? [] : [line])).join('\n');
}
