import { describe, expect, it } from 'vitest';
import { outputs } from '../../../src/optimize/outputs.js';
import { recognizeOutput } from '../../../src/optimize/programs/recognize-output.js';
import { outputFixtures, outputPart } from '../../contracts/output.js';

const recognized = (text: string, command?: string) =>
  recognizeOutput(outputPart(text, command), text.split('\n'), outputs).map(({ name }) => name);

/** Whose output holds that of others: a build runs a compiler, a test runner prints a coverage table. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  coverage: ['jest'],
  docker: ['jest'],
  jest: ['coverage'],
  make: ['gcc'],
  vitest: ['coverage'],
};

describe('recognizeOutput', () => {
  const fixtures = outputs.flatMap(({ name }) =>
    outputFixtures(name).map((fixture) => ({ of: name, file: fixture.name, text: fixture.text })),
  );

  it.each(fixtures)('takes $of/$file for no other program', ({ of, text }) => {
    const others = recognized(text).filter((name) => name !== of && !HOLDS[of]?.includes(name));
    expect(others).toEqual([]);
  });

  it.each([
    [
      'prose about tests',
      'All tests passed.\nThe run was ok, and 3 tests FAILED before.\n- PASS means it passed',
    ],
    ['source code', "it('adds up', () => {\n  expect(1).toBe(1);\n});\n// ok 1 - a comment"],
    ['a log', '2026-11-02 10:15:30 INFO started\n2026-11-02 10:15:31 ERROR failed to connect'],
    ['a listing', 'src/a.ts\nsrc/b.ts\nbuild/\nMakefile'],
    ['search hits', 'src/a.ts:3:=== RUN   TestX\nsrc/b.ts:9:--- PASS: TestX (0.00s)'],
    ['numbers', '[1/3]\n[2/3]\n100%'],
    ['nothing', ''],
  ])('takes %s for no program', (_, text) => {
    expect(recognized(text)).toEqual([]);
  });

  it('knows each of several commands', () => {
    expect(recognized('', 'npx tsc --noEmit && npx vitest run 2>&1 | tail')).toEqual(['tsc', 'vitest']);
  });

  it('leaves the lines of a diff to those who know diffs', () => {
    const diff = 'diff --git a/log.txt b/log.txt\n@@ -1,2 +1,2 @@\n ✓ src/a.test.ts (3 tests) 5ms\n';
    expect(recognized(`${diff} RUN  v3.2.7 /srv/shop`)).not.toContain('vitest');
  });
});
