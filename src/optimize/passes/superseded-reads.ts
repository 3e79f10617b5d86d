import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { partLabel } from '../part-label.js';
import { definePass, type PassEnv } from '../pass.js';
import { type FileRead, fileReads } from '../reads/file-reads.js';
import { type Listing, listingsIn } from '../reads/listing.js';
import {
  type AnchoredListing,
  anchored,
  lineNumbering,
  type Stretch,
  shownAgain,
} from '../reads/shown-again.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Later views of a file that an earlier one is compared with: the nearest, since a file drifts away. */
const MAX_COMPARED = 8;
/** Lines and letters from which a stretch is worth the note that it went, and the share of the result that must go. */
const MIN_LINES = 5;
const MIN_LENGTH = 200;
const MIN_SHARE = 0.2;

/** What SWE-agent puts around a file's lines: nothing is in it when they are gone. */
const FRAME =
  /^(?:\[File: [^\n]{1,400} \(\d{1,7} lines total\)\]|\(\d{1,7} more lines (?:above|below)\)|<{5} (?:START|END) CURSOR >{5}|-{10,})\r?$/;

/** What the later results of a conversation show of one file, the latest first. */
interface Later {
  /** Results that have the whole file. */
  readonly wholes: FileRead[];
  readonly views: View[];
}

interface View {
  readonly read: FileRead;
  readonly shown: AnchoredListing;
}

/** A stretch of a result's lines that a later one shows again. */
interface Superseded {
  readonly listing: Listing;
  readonly stretch: Stretch;
  readonly by: FileRead;
}

/**
 * Takes out of earlier reads of a file what a later one shows again, in the state that it has by then: all of it
 * where the later one, or a call that wrote the file, has the whole file; else the lines that both show, edits
 * between them included. So the newest state of each line that was shown still stands. Of a result that tells of an
 * edit only lines of the file go.
 */
export const supersededReads = definePass({
  name: 'superseded-reads',
  kind: 'reversible',
  waste: 'superseded reads',
  run: (parts, env) => {
    const files = new Map<string, Later>();
    const number = lineNumbering();
    const rewritten = new Map<number, Part>();
    const reads = fileReads(parts);
    const edits = new Set(reads.flatMap(({ kind, index }) => (kind === 'read' ? [] : [index])));
    for (const read of reads.toReversed()) {
      if (read.kind === 'edit') continue;
      const later = files.get(read.path) ?? { wholes: [], views: [] };
      files.set(read.path, later);
      if (read.kind === 'write') {
        later.wholes.push(read);
        continue;
      }
      const { part, index } = read;
      const isFree = isRewritable(part) && !hasMarker(part.text) && !holdsPreserved(part.text, env);
      const whole = edits.has(index) ? undefined : wholeAfter(read, later);
      if (whole) {
        if (isFree) rewritten.set(index, rewrite(part, goneTo(whole, part, env), env));
        continue;
      }
      const views = viewsOf(read, number);
      const gone = isFree
        ? worthwhile(
            views.flatMap((view) => supersededIn(view, later)),
            part,
          )
        : [];
      if (gone.length > 0) rewritten.set(index, without(read, views, gone, edits.has(index), env));
      if (read.kind === 'refused') continue;
      if (!read.range && gone.length === 0 && !hasMarker(part.text)) later.wholes.push(read);
      later.views.push(...views.flatMap((view) => remaining(view, gone, number)));
    }
    return parts.map((part, index) => rewritten.get(index) ?? part);
  },
});

/** An equal read is a duplicate: there the first stays and the later one goes. */
function wholeAfter({ part }: FileRead, { wholes }: Later): FileRead | undefined {
  return wholes.slice(-MAX_COMPARED).find((other) => other.kind === 'write' || other.part.text !== part.text);
}

function goneTo(by: FileRead, part: Part, env: PassEnv): string {
  return marker(`superseded by ${partLabel(by.part)}`, env.handle(part));
}

function viewsOf(read: FileRead, number: (line: string) => number): readonly View[] {
  return listingsIn(read.part.text, read.range?.start).map((listing) => ({
    read,
    shown: anchored(listing, number),
  }));
}

function supersededIn({ read, shown }: View, { views }: Later): readonly Superseded[] {
  const { listing } = shown;
  const gone: Superseded[] = [];
  let left: readonly Stretch[] = [{ start: 0, end: listing.lines.length }];
  for (const later of views.slice(-MAX_COMPARED).reverse()) {
    if (later.read.part.text === read.part.text) continue;
    left = left.flatMap((within) => {
      const stretch = shownAgain(shown, later.shown, within);
      if (!stretch || !isLong(listing.lines.slice(stretch.start, stretch.end))) return [within];
      gone.push({ listing, stretch, by: later.read });
      return [
        { start: within.start, end: stretch.start },
        { start: stretch.end, end: within.end },
      ].filter(({ start, end }) => start < end);
    });
  }
  return gone.sort((a, b) => a.stretch.start - b.stretch.start);
}

function isLong(lines: readonly string[]): boolean {
  return lines.length >= MIN_LINES && lengthOf(lines) >= MIN_LENGTH;
}

function worthwhile(gone: readonly Superseded[], { text }: Part): readonly Superseded[] {
  const length = gone.reduce(
    (sum, { listing, stretch }) => sum + lengthOf(listing.lines.slice(stretch.start, stretch.end)),
    0,
  );
  return length >= MIN_SHARE * text.length ? gone : [];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** What a view still shows when those stretches went. */
function remaining(
  { read, shown }: View,
  gone: readonly Superseded[],
  number: (line: string) => number,
): readonly View[] {
  const own = gone.filter(({ listing }) => listing === shown.listing);
  if (own.length === 0) return [{ read, shown }];
  const { start: first, lines, at } = shown.listing;
  const ends = [...own.map(({ stretch }) => stretch.start), lines.length];
  return ends.flatMap((end, k) => {
    const start = k === 0 ? 0 : own[k - 1]!.stretch.end;
    if (start >= end) return [];
    const listing = { start: first + start, lines: lines.slice(start, end), at: at.slice(start, end) };
    return [{ read, shown: anchored(listing, number) }];
  });
}

/**
 * The part without those stretches; without any line left, of a mere read not even what else it says, and of a refused edit
 * no frames.
 */
function without(
  { part, kind }: FileRead,
  views: readonly View[],
  gone: readonly Superseded[],
  isEdit: boolean,
  env: PassEnv,
): Part {
  const lines = part.text.split('\n');
  const notes = new Map<number, string>();
  const dropped = new Set<number>();
  gone.forEach(({ listing: { start: first, at }, stretch: { start, end }, by }, k) => {
    const what = `lines ${first + start}-${first + end - 1} superseded by ${partLabel(by.part)}`;
    notes.set(at[start]!, k === 0 ? marker(what, env.handle(part)) : `… ${what}`);
    for (let line = at[start]!; line <= at[end - 1]!; line++) dropped.add(line);
  });
  const isLeft = views.some(({ shown }) =>
    shown.listing.at.some((at, k) => !dropped.has(at) && shown.listing.lines[k]!.trim() !== ''),
  );
  const isBare = !isLeft && kind === 'refused';
  if (!isLeft && !isEdit) return rewrite(part, [...notes.values()].join('\n'), env);
  const kept = lines.flatMap(
    (line, at) => notes.get(at) ?? (dropped.has(at) || (isBare && FRAME.test(line)) ? [] : [line]),
  );
  return rewrite(part, kept.join('\n'), env);
}
