import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/optimize/facts.js';
import { decodePaths } from '../../../src/optimize/notation/path-notation.js';
import { pathPrefixes } from '../../../src/optimize/passes/path-prefixes.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const search = Array.from(
  { length: 24 },
  (_, k) =>
    `src/optimize/passes/pass-${Math.floor(k / 8)}.ts:${k * 7 + 1}:export const rewriteUnlessRead${k} = 'src/a.ts';`,
).join('\n');

const listing = Array.from(
  { length: 20 },
  (_, k) => `/home/ann/work/shop/src/part-${k % 3}/file-${k}.ts`,
).join('\n');

const compiler = Array.from(
  { length: 12 },
  (_, k) => `src/optimize/gate.ts(${k + 3},${k}): error TS2322: Type 'a${k}' is not assignable.`,
).join('\n');

passContract(pathPrefixes, {
  'hits of a search': [result('a', search)],
  'a listing': [result('a', `Found 20 files\n${listing}\n`)],
  'errors of a compiler': [result('a', compiler)],
  'a stack trace': [
    result(
      'a',
      Array.from(
        { length: 6 },
        (_, k) => `    at run${k} (/home/ann/work/shop/src/lib/file-${k}.ts:${k}:5)`,
      ).join('\n'),
    ),
  ],
});

describe('path prefixes', () => {
  it('keep every fact and every letter', () => {
    for (const text of [search, listing, compiler]) {
      const [short] = textsAfter(pathPrefixes, [result('a', text)]);
      expect(decodePaths(short!)).toBe(text);
      expect(factsOf(short!)).toEqual(factsOf(text));
    }
  });

  it.each([
    ['a diff', `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n${search}`, {}],
    ['a file that was read', listing, { name: 'Read', input: { file_path: 'files.txt' } }],
  ])('leave %s alone', (_, text, tool) => {
    expect(textsAfter(pathPrefixes, [result('a', text, tool)])).toEqual([text]);
  });

  it('leave the names of tests whole', () => {
    const run = Array.from({ length: 20 }, (_, k) => `=== RUN   TestTable/case#${k}`);
    const ended = Array.from(
      { length: 20 },
      (_, k) => `    --- ${k === 3 ? 'FAIL' : 'PASS'}: TestTable/case#${k} (0.00s)`,
    );
    const text = [...run, ...ended].join('\n');
    expect(textsAfter(pathPrefixes, [result('a', text)])).toEqual([text]);
  });
});
