import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** pytest's terminal report, also with the plugins xdist and cov. */
export const pytest = defineOutput({
  name: 'pytest',
  command: /^(?:pytest|py\.test)(?![\w-])/,
  content: /^=+ (?:test session starts|\d+ passed.* in [\d.]+s.*|short test summary info) =+$/,
  leaveOut: [
    {
      what: 'passed tests',
      line: /^\S+::.* PASSED(?: +\[ *\d+%\])?$|^\[gw\d+\] (?:\[ *\d+%\] )?PASSED \S+::|^PASSED \S+::/,
      sure: true,
    },
    { what: 'files of passed tests', line: /^\S+\.py [.s]+(?: +\[ *\d+%\])?$/, sure: true },
    { what: 'progress lines', line: /^[.s]+ +\[ *\d+%\]$|^[.s]{20,}$/ },
    {
      what: 'header lines',
      line: /^(?:platform \S+ -- Python |cachedir: |rootdir: |configfile: |plugins: |metadata: |hypothesis profile |asyncio: mode=|django: )/,
    },
    { what: 'lines printed by passed tests', from: /^=+ PASSES =+$/, before: /^=+ .* =+$/ },
    { what: 'more tests with the warning', sure: true, find: testsOfWarnings },
    { what: 'links', line: /^-- Docs: https:\/\/docs\.pytest\.org\/\S+$/, sure: true },
    { what: 'fully covered files', line: /^\S+\.py +\d+ +0(?: +\d+ +0)? +100%$/, sure: true },
    { what: 'frames in libraries', sure: true, find: framesInLibraries },
  ],
  shorten: [{ line: /^(?:_ ){10,}_?$/, as: '_ _ _' }],
});

const NODE_ID = /^\S+\.py(?:::\S.*)?$/;

/** Under `warnings summary`, a warning's text stands below the tests that gave it: all of these but the first. */
function* testsOfWarnings(lines: readonly string[]): Iterable<Span> {
  let inSummary = false;
  for (let at = 0; at < lines.length; at++) {
    if (lineMatches(/^=+ .* =+$/, lines[at]!)) inSummary = /^=+ warnings summary/.test(lines[at]!);
    if (inSummary && at > 0 && [at - 1, at].every((k) => lineMatches(NODE_ID, lines[k]!))) {
      yield { start: at, end: at + 1 };
    }
  }
}

const SEPARATOR = /^(?:_ ){2,}_?$/;
/** Where a frame called the next one: below its source, or above it where pytest shows only the line. */
const CALL = /^\S+\.py:\d+:(?: in \S+)? *$/;
const IN_LIBRARY = /^\S*(?:site-packages|dist-packages|lib\/python[\d.]+)\//;
const HEADING = /^(?:_{3,} .* _{3,}|=+ .* =+|-+ .* -+)$/;

/** Of a failure's frames, with their source, those in libraries that only called the next. */
function* framesInLibraries(lines: readonly string[]): Iterable<Span> {
  /** Where the frame that a line belongs to starts; undefined outside of traces. */
  let start: number | undefined;
  /** The place that stands above its source. */
  let above: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const isSeparator = lineMatches(SEPARATOR, line);
    const isShort = !isSeparator && lineMatches(/^\S+\.py:\d+: in \S+$/, line);
    if (isSeparator || isShort) {
      const place = above ?? lastOf(lines, start ?? at, at);
      const isCall = start !== undefined && place !== undefined && lineMatches(CALL, place);
      if (isCall && IN_LIBRARY.test(place)) yield { start: start!, end: at };
      start = isSeparator ? at + 1 : at;
      above = isShort ? line : undefined;
    } else if (lineMatches(HEADING, line)) {
      start = undefined;
      above = undefined;
    } else if (lineMatches(/^E( |$)/, line)) {
      // An error is told here: the frame is more than a call.
      above = undefined;
      start = undefined;
    }
  }
}

/** The last line in a range that is not blank. */
function lastOf(lines: readonly string[], start: number, end: number): string | undefined {
  for (let at = end - 1; at >= start; at--) if (lines[at]!.trim() !== '') return lines[at];
  return undefined;
}
