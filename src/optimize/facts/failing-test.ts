import { defineFacts } from '../fact.js';
import { collapse, linesOf } from '../plain-text.js';

/** What a line that names a failing test looks like, its name in the first group. Anchored, on trimmed lines. */
const FORMS: readonly RegExp[] = [
  /^● (?!Console\b)(.+)$/, // jest
  /^[✕✗×✖] (?!\d+ problems?\b)(.+)$/, // jest, vitest, node:test
  /^(?:--- )?FAIL:?\s+(\S.*)$/, // jest, vitest, go, unittest
  /^test (\S.*) \.\.\. FAILED$/, // cargo
  /^(?=.* > )(\S.*) FAILED$/, // gradle
  /^not ok \d+ (?:- )?(?!.*# (?:todo|skip)\b)(\S.*)$/i, // TAP
  /^rspec (\.\/\S+.*)$/,
  /^\(fail\) (\S.*)$/, // bun
  /^Failed (\S+) \[/, // dotnet
  /^(?:\[ERROR\] +)?(\S.*?) -- Time elapsed: .*<<< (?:FAILURE|ERROR)!/, // maven
  /^\d+\) (.* › .*)$/, // playwright
];

const DURATION = /(?:[([]\d[\d.,]* ?m?s[)\]]|[ \t]\d[\d.]* ?m?s)$/;

/** Names of failing tests, as test runners print them, without durations. */
export const failingTest = defineFacts({
  name: 'failing-test',
  critical: true,
  *find(text) {
    const lines = linesOf(text);
    let mochaFailures = false;
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      if (trimmed === '') continue;
      if (/^\d+ failing$/.test(trimmed)) mochaFailures = true;
      for (const form of FORMS) {
        const name = form.exec(trimmed)?.[1];
        if (name !== undefined) yield named(name);
      }
      if (mochaFailures && /^\d+\) \S/.test(trimmed)) yield named(mochaTitle(lines, at));
      if (trimmed.includes('::')) yield* pytest(trimmed);
    }
  },
});

/** `FAILED tests/a.py::test_b - …`, `tests/a.py::test_b FAILED [ 5%]`. */
function* pytest(line: string): Iterable<string> {
  const words = line.split(' ', 12);
  const at = words.findIndex((word) => word === 'FAILED' || word === 'ERROR');
  if (at < 0) return;
  const name = [words[at + 1], words[at - 1]].find((word) => word?.includes('::'));
  if (name) yield named(name);
}

/** Mocha nests a title over lines: `1) suite`, `test:`. It ends with the line that ends in a colon. */
function mochaTitle(lines: readonly string[], at: number): string {
  const block = lines.slice(at, at + 5).map((line) => line.trim());
  const end = block.findIndex((line) => line.endsWith(':'));
  return block
    .slice(0, end + 1 || 1)
    .join(' ')
    .replace(/^\d+\) /, '')
    .replace(/:$/, '');
}

function named(name: string): string {
  return collapse(name.trimEnd().replace(DURATION, ''), 200);
}
