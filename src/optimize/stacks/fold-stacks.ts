import { type Frame, frameAt } from './frame-at.js';

/** Frames below the top from which a trace is worth a word that it came before. */
const MIN_SAME = 3;
/** Frames that call each other in a circle, at most, and turns from which they are folded. */
const MAX_CYCLE = 8;
const MIN_TURNS = 3;
/** Frames of libraries in a row that are folded; in Python, where each shows its code, more; and libraries that are named of them. */
const MIN_LIBRARY = 2;
const MIN_LIBRARY_PYTHON = 3;
const NAMED = 3;

/**
 * Stack traces without what says nothing new: a trace that came before, but for its top frame; frames of a recursion beyond its
 * first turn; frames of libraries and runtimes, but for the one nearest to the error. A line stands for them, with their count. Near-linear
 * in the length of the lines.
 *
 * @param isKept lines to be left as they are
 * @returns undefined if nothing was folded
 */
export function foldStacks(
  lines: readonly string[],
  isKept: (line: string) => boolean,
): readonly string[] | undefined {
  const kept: string[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < lines.length; ) {
    const frames: Frame[] = [];
    for (let next = at; next < lines.length; ) {
      const frame = frameAt(lines, next);
      if (!frame || frame.lines.some(isKept)) break;
      frames.push(frame);
      next += frame.lines.length;
    }
    if (frames.length === 0) {
      kept.push(lines[at]!);
      at++;
      continue;
    }
    for (const frame of frames) at += frame.lines.length;
    for (const line of foldedTrace(frames, seen)) kept.push(line);
  }
  return kept.length < lines.length ? kept : undefined;
}

/** @param seen keys of the traces above; grows */
function foldedTrace(frames: readonly Frame[], seen: Set<string>): readonly string[] {
  const trace = frames.map((frame) => frame.key).join('\n');
  const isPython = frames[0]!.key.trimStart().startsWith('File "');
  // Python writes the frame nearest to the error last.
  const top = isPython
    ? frames.length - 1
    : Math.max(
        0,
        frames.findIndex((frame) => frame.isPlaced),
      );
  if (seen.has(trace) && frames.length > MIN_SAME) {
    const same = note(frames[0]!, `same ${frames.length - 1} frames as above`);
    return isPython
      ? [same, ...frames[top]!.lines]
      : [...frames.slice(0, top + 1).flatMap(({ lines }) => lines), same];
  }
  seen.add(trace);
  const written: string[] = [];
  for (let at = 0; at < frames.length; ) {
    const { length, turns } = cycleAt(frames, at, isPython ? top : frames.length);
    const end = libraryEnd(frames, at, top);
    if (turns >= MIN_TURNS && length * turns > end - at) {
      for (const frame of frames.slice(at, at + length)) written.push(...frame.lines);
      const what = length === 1 ? 'this frame' : `these ${length} frames`;
      written.push(note(frames[at]!, `${what} ${(turns - 1).toLocaleString('en')} times more`));
      at += length * turns;
    } else if (end - at >= (isPython ? MIN_LIBRARY_PYTHON : MIN_LIBRARY)) {
      written.push(note(frames[at]!, `${end - at} frames of ${names(frames.slice(at, end))}`));
      at = end;
    } else written.push(...frames[at++]!.lines);
  }
  return written;
}

/** The shortest circle of frames that begins here, and how often it is gone through before the limit. */
function cycleAt(
  frames: readonly Frame[],
  at: number,
  limit: number,
): { readonly length: number; readonly turns: number } {
  for (let length = 1; length <= MAX_CYCLE; length++) {
    let end = at + length;
    while (end < limit && frames[end]!.key === frames[end - length]!.key) end++;
    const turns = Math.floor((end - at) / length);
    if (turns >= MIN_TURNS) return { length, turns };
  }
  return { length: 1, turns: 1 };
}

/** Where the frames of libraries from here on end; the first frame and the one nearest to the error stay. */
function libraryEnd(frames: readonly Frame[], start: number, top: number): number {
  let at = start;
  while (at < frames.length && at > 0 && at !== top && frames[at]!.library !== undefined) at++;
  return at;
}

function names(frames: readonly Frame[]): string {
  const all = [...new Set(frames.map(({ library }) => library!))];
  const more = all.length - NAMED;
  return all.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Indented as the frame it stands for. */
function note({ lines }: Frame, what: string): string {
  return `${/^\s*/.exec(lines[0]!)![0]}… ${what}`;
}
