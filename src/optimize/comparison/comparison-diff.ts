import { type Context, partsOf } from '../../context/context.js';
import { partLabel } from '../part-label.js';
import { type LineChange, lineChanges } from './line-changes.js';

/** A line of a diff to be looked at; ' ' stands before a note on what is not shown. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** What became of one part, or of the whole text. */
export interface PartDiff {
  /** The part's label; '' for a text that is no context. */
  readonly where: string;
  readonly lines: readonly DiffLine[];
}

/** Changed lines beyond which two texts are called different and not compared line by line. */
const MAX_CHANGES = 2000;
/** Lines shown of a run of one sign, letters of a line, and parts in all. */
const MAX_RUN = 12;
const MAX_LINE = 240;
const MAX_PARTS = 100;

/** How two texts differ, line by line; none if they do not. */
export function textDiff(before: string, after: string, where = ''): readonly PartDiff[] {
  if (before === after) return [];
  const changes = lineChanges(before, after, MAX_CHANGES);
  const lines = changes
    ? shown(changes)
    : [{ sign: ' ', text: `more than ${MAX_CHANGES} lines differ` } as const];
  return [{ where, lines }];
}

/** How the parts of two contexts differ: those of one id with each other. At most a hundred parts. */
export function contextDiff(before: Context, after: Context): readonly PartDiff[] {
  const later = new Map(partsOf(after).map((part) => [part.id, part]));
  const diffs: PartDiff[] = [];
  for (const part of partsOf(before)) {
    const now = later.get(part.id);
    const found = now ? textDiff(part.text, now.text, partLabel(part)) : [gone(partLabel(part))];
    diffs.push(...found);
    if (diffs.length >= MAX_PARTS) break;
  }
  return diffs;
}

function gone(where: string): PartDiff {
  return { where, lines: [{ sign: ' ', text: 'the whole part is gone' }] };
}

/** Long runs in their first and last lines, long lines in their first letters. */
function shown(changes: readonly LineChange[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  for (let at = 0; at < changes.length; ) {
    let end = at;
    while (end < changes.length && changes[end]!.sign === changes[at]!.sign) end++;
    const run = changes.slice(at, end);
    const half = MAX_RUN / 2;
    const isLong = run.length > MAX_RUN;
    for (const change of isLong ? run.slice(0, half) : run) lines.push(clipped(change));
    if (isLong) {
      lines.push({ sign: ' ', text: `… ${run.length - MAX_RUN} more` });
      for (const change of run.slice(-half)) lines.push(clipped(change));
    }
    at = end;
  }
  return lines;
}

function clipped({ sign, text }: LineChange): DiffLine {
  return { sign, text: text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}…` : text };
}
