import { defineCriticalFacts, type Located } from '../fact.js';
import { collapse, headsOf } from '../gate/plain-text.js';

/** What a line that names a failing test looks like, its name in the first group. Anchored, on trimmed lines. */
const FORMS: readonly RegExp[] = [
  /^● (?!Console\b)(.+)$/, // jest
  /^[✕✗×✖✘] {1,3}(?!\d+ problems?\b)(.+)$/, // jest, vitest, node:test, playwright
  /^(?:--- )?FAIL:?\s+(\S.*)$/, // jest, vitest, go, unittest
  /^test (\S.*) \.\.\. FAILED$/, // cargo
  /^(?=.* > )(\S.*) FAILED$/, // gradle
  /^not ok \d+ (?:- )?(?!.*# (?:todo|skip)\b)(\S.*)$/i, // TAP
  /^(\S.*) \(FAILED - \d+\)$/, // rspec
  /^Test Case '(.+)' failed\b/, // swift
  /^rspec (\.\/\S+.*)$/,
  /^\(fail\) (\S.*)$/, // bun
  /^Failed (\S+) \[/, // dotnet
  /^(?:\[ERROR\] +)?(\S.*?) -- Time elapsed: .*<<< (?:FAILURE|ERROR)!/, // maven
  /^\d+\) (.* › .*)$/, // playwright
];

const DURATION = /(?:[([]\d[\d.,]* ?m?s[)\]]|[ \t]\d[\d.]* ?m?s)$/;

/** What every such line has. */
const CUE = /[●✕✗×✖✘›]|FAIL|ERROR|Failed|failing$|^(?:not ok|rspec|\(fail\)|\d+\)) /i;

/** Names of failing tests, as test runners print them, without durations. */
export const failingTest = defineCriticalFacts({
  name: 'failing-test',
  *find(plain) {
    const lines = headsOf(plain);
    let mochaFailures: number | undefined;
    for (const [at, line] of lines.entries()) {
      const trimmed = line.trim();
      if (!CUE.test(trimmed)) continue;
      if (/^\d+ failing$/.test(trimmed)) mochaFailures = at;
      for (const form of FORMS) {
        const name = form.exec(trimmed)?.[1];
        if (name !== undefined) yield [named(name), at];
      }
      if (mochaFailures !== undefined && /^\d+\) \S/.test(trimmed)) {
        const [name, ...own] = mochaTitle(lines, at);
        yield [name, mochaFailures, ...own];
      }
      if (trimmed.includes('::')) yield* pytest(trimmed, at);
    }
  },
});

/** `FAILED tests/a.py::test_b - …`, `tests/a.py::test_b FAILED [ 5%]`. */
function* pytest(line: string, at: number): Iterable<Located> {
  const words = line.split(' ', 12);
  const verdict = words.findIndex((word) => word === 'FAILED' || word === 'ERROR');
  if (verdict < 0) return;
  const name = [words[verdict + 1], words[verdict - 1]].find((word) => word?.includes('::'));
  if (name) yield [named(name), at];
}

/** Mocha nests a title over lines: `1) suite`, `test:`. It ends with the line that ends in a colon. */
function mochaTitle(lines: readonly string[], at: number): Located {
  const block = lines.slice(at, at + 5).map((line) => line.trim());
  const title = block.slice(0, block.findIndex((line) => line.endsWith(':')) + 1 || 1);
  const name = title
    .join(' ')
    .replace(/^\d+\) /, '')
    .replace(/:$/, '');
  return [named(name), ...title.map((_, below) => at + below)];
}

function named(name: string): string {
  return collapse(name.trimEnd().replace(DURATION, ''), 200);
}
