import { defineOutput, type Regrouped } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** git blame: a line of the same commit as the line above stands without it. */
export const gitBlame = defineOutput({
  name: 'git-blame',
  command: /^git (?:-[cC] \S+ |--no-pager |-P )*(?:blame|annotate)(?![\w-])/,
  content: /^\^?[0-9a-f]{7,40} +(?:\S+ +)?\(\S.{0,60} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} +\d+\)(?: |$)/,
  leaveOut: [],
  regroup: [{ find: linesOfOneCommit }],
});

/** Up to the line's number, by the date or, under `-s`, by the hash. */
const ORIGINS = [
  /^(\^?[0-9a-f]{7,40} .{0,200}?\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d [+-]\d{4})?) +(?=\d+\)(?: |$))/,
  /^(\^?[0-9a-f]{7,40}(?: +\S+)?) +(?=\d+\)(?: |$))/,
];

function* linesOfOneCommit(lines: readonly string[]): Iterable<Regrouped> {
  let above: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const origin = ORIGINS.find((pattern) => lineMatches(pattern, line))?.exec(line);
    if (origin && origin[1] === above) {
      yield { start: at, end: at + 1, as: [line.slice(origin[0].length)] };
    }
    above = origin?.[1];
  }
}
