import { hasMarker } from '../rewrite.js';

/** Neighboring lines of a file, as a tool printed them. */
export interface Listing {
  /** The number in the file of the first line; as many as were printed before it if the tool numbers none. */
  readonly start: number;
  /** The lines, without numbers before them and line ends. */
  readonly lines: readonly string[];
  /** Where each stands among the lines of the text, from 0. */
  readonly at: readonly number[];
}

/** Share of a text's lines that are numbered where a tool numbers lines. */
const MOSTLY = 0.3;

const LINE_NUMBER = /^ *(\d{1,7})(?:→|\t|:| ?\| ?)/;
/** What stands where lines were taken out. */
const GAP = /^(?:\[ctxopt: |… )/;

/**
 * The lines of a file in what a tool printed: those with a number before them, where most have one, else all. A number left
 * out, or a marker, begins a new listing; other lines between two numbered ones, such as a cursor's, do not.
 * @param first the number of the first line, for a text without numbers
 */
export function listingsIn(text: string, first = 1): readonly Listing[] {
  const lines = text.split('\n');
  const found = numberedRuns(lines);
  const count = found.reduce((sum, listing) => sum + listing.lines.length, 0);
  if (count > 0 && (count >= MOSTLY * lines.length || hasMarker(text))) return found;
  return unnumberedRuns(lines, first);
}

interface Draft {
  readonly start: number;
  readonly lines: string[];
  readonly at: number[];
}

function numberedRuns(lines: readonly string[]): readonly Listing[] {
  const runs: Draft[] = [];
  lines.forEach((line, at) => {
    const match = LINE_NUMBER.exec(line);
    if (!match) return;
    const number = Number(match[1]);
    let run = runs.at(-1);
    if (!run || number !== run.start + run.lines.length) {
      run = { start: number, lines: [], at: [] };
      runs.push(run);
    }
    run.lines.push(withoutReturn(line.slice(match[0].length)));
    run.at.push(at);
  });
  return runs;
}

function unnumberedRuns(lines: readonly string[], first: number): readonly Listing[] {
  const runs: Draft[] = [];
  let run: Draft | undefined;
  lines.forEach((line, at) => {
    if (GAP.test(line)) {
      run = undefined;
      return;
    }
    if (!run) {
      run = { start: first + at, lines: [], at: [] };
      runs.push(run);
    }
    run.lines.push(withoutReturn(line));
    run.at.push(at);
  });
  return runs;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
