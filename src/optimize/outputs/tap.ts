import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

/** The Test Anything Protocol, as printed by node:test, mocha, tape, bats, prove. */
export const tap = defineOutput({
  name: 'tap',
  content: /^TAP version \d+$|^ *(?:not )?ok \d+ (?:- )?\S/,
  leaveOut: [{ what: 'passed tests', sure: true, find: passedTests }],
});

const PASSED = /^ *ok \d+\b(?!.*# (?:skip|todo)\b)/i;

/** A passed test's line, with the comment above that names it and the figures below in YAML. */
function* passedTests(lines: readonly string[]): Iterable<Span> {
  for (let at = 0; at < lines.length; at++) {
    if (!lineMatches(PASSED, lines[at]!)) continue;
    const name = lines[at]!.trim().replace(/^ok \d+ (?:- )?/, '');
    const start = at > 0 && lines[at - 1]!.trim() === `# Subtest: ${name}` ? at - 1 : at;
    if (lines[at + 1]?.trim() === '---') while (at + 1 < lines.length && lines[at]!.trim() !== '...') at++;
    yield { start, end: at + 1 };
  }
}
