import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** Errors up to which `--pretty` keeps the source lines: of more than a few, one reads the places first. */
const FEW = 10;

/** The TypeScript compiler. Its errors stay; what `--watch` says again, and what other switches list, does not. */
export const tsc = defineOutput({
  name: 'tsc',
  command: /^(?:tsc|vue-tsc|tsgo)(?![\w-])/,
  content: /^\S.*\(\d+,\d+\): error TS\d+: |^\S+:\d+:\d+ - error TS\d+: |: error TS\d+: /,
  leaveOut: [
    { what: 'errors shown below', line: /^\S.*\(\d+,\d+\): error TS\d+: .*$/, repeated: 'last' },
    {
      what: 'errors shown below',
      from: /^\S+:\d+:\d+ - error TS\d+: /,
      before: /^(?:\S+:\d+:\d+ - error TS\d+: |Found \d+ errors?|\[?\d+:\d+)/,
      repeated: 'last',
    },
    {
      what: 'files of libraries',
      line: /^(?:\/|[A-Za-z]:\/)\S.*\/node_modules\/.*\.d\.[cm]?ts$/,
      sure: true,
    },
    { what: 'excerpt lines', sure: true, find: excerptsOfMany },
    { what: 'lines on resolved modules', sure: true, find: resolvedModules },
    {
      what: 'projects up to date',
      line: /^\[?[\d:]+(?: [AP]M)?\]?(?: -)? Project '.*' is up to date because /,
    },
  ],
});

/** Under `--traceResolution`: how a module was searched for that was found. */
function* resolvedModules(lines: readonly string[]): Iterable<Span> {
  let start: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at]!.startsWith('======== ')) continue;
    if (lineMatches(/^======== Resolving /, lines[at]!)) start = at;
    else {
      const isFound = lineMatches(/ was successfully resolved to /, lines[at]!);
      if (start !== undefined && isFound) yield { start, end: at + 1 };
      start = undefined;
    }
  }
}

/** The lines of source that `--pretty` shows, with the marks below them. */
function* excerptsOfMany(lines: readonly string[]): Iterable<Span> {
  const errors = lines.filter((line) => lineMatches(/^\S+:\d+:\d+ - error TS\d+: /, line)).length;
  if (errors <= FEW) return;
  for (let at = 0; at + 1 < lines.length; at++) {
    if (!lineMatches(/^ *\d+(?: |$)/, lines[at]!) || !lineMatches(/^ +~+ *$/, lines[at + 1]!)) continue;
    yield { start: at, end: at + 2 };
    at++;
  }
}
