import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalExtractors } from '../../../src/optimize/facts.js';
import { linesOf, plainText } from '../../../src/optimize/gate/plain-text.js';

/** What facts are read from, whole and cut short, and what may stand between. */
const fragments = [
  'npm ERR! code E404',
  'error during build:',
  'fatal: cannot merge:',
  '2015-07-29 23:44:28,903 - ERROR [CommitProcessor:1] - Unexpected Exception: ',
  '2015-07-29 23:44:29,117 - INFO [main] - Established session 7',
  '{"level":"error","time":17,"msg":"db is gone"}',
  '{"out":"error: no route\\nExit code 2","rows":[1,2]}',
  '[Sun Dec 04 04:47:44 2005] [error] "a", jk2 failed',
  'src/a.ts(3,5): error TS2322: No.',
  '/w/src/a.js',
  '  3:5  error  x is not defined',
  'error[E0432]: unresolved import',
  '  --> src/main.rs:4:5',
  "thread 'main' panicked at src/main.rs:4:5:",
  "thread 'a::b' panicked at 'no entry', src/lib.rs:9:13",
  'TypeError: x is not a function',
  '    at f (/w/src/a.js:3:5)',
  'Traceback (most recent call last):',
  '  File "a.py", line 3, in <module>',
  'NameError: g',
  'panic: runtime error: no such row',
  'goroutine 1 [running]:',
  'main.pick(...)',
  '\t/w/main.go:12 +0x1d',
  'Assertion failed:',
  '  left: 1',
  ' right: 2',
  'Expected: 1',
  'Received: 2',
  '- Expected',
  '+ Received',
  '-   "a": 1',
  'E    assert 3 == 4',
  'FAIL src/a.test.ts > adds',
  '  2 failing',
  '  1) a suite',
  '       adds:',
  'tests/a.py::test_b FAILED [ 5%]',
  'Exit code 1',
  'Segmentation fault',
  '"GET /orders HTTP/1.1" 502 157',
  'You must never push to main.',
  '<system-reminder>',
  'Read it first.',
  '</system-reminder>',
  '┌────┬─────┐',
  '│ id │ err │',
  '10 %\r20 %\r30 %',
  '\x1b[31mError: red\x1b[0m',
  '\x1b[2K\x1b[1G\x1b[1A',
  'b\bb\boold',
  '\0',
  'and so it goes',
  '',
];
const ends = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\f',
  '\v',
  '\u2028',
  '\u2029',
  '\x85',
  '\0',
  '\x1b[0m\n',
  '\n\n',
];

const texts = fc
  .array(
    fc.tuple(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 5 })), fc.constantFrom(...ends)),
    { maxLength: 24 },
  )
  .chain((pieces) => {
    const text = pieces.flat().join('');
    // As often as not the last line has no end.
    return fc.constantFrom(text, pieces.length > 0 ? text.slice(0, -pieces.at(-1)![1].length) : text);
  });

describe.each(criticalExtractors.map((extractor) => [extractor.name, extractor] as const))(
  'the lines of %s',
  (_, extractor) => {
    it('are lines of the plain text', () => {
      fc.assert(
        fc.property(texts, (text) => {
          const { length } = linesOf(plainText(text));
          for (const { lines } of extractor.extract(text)) {
            expect(lines.length).toBeGreaterThan(0);
            expect(lines.filter((at) => !(Number.isInteger(at) && at >= 0 && at < length))).toEqual([]);
          }
        }),
        { numRuns: 1000 },
      );
    });

    it('say the fact by themselves', () => {
      fc.assert(
        fc.property(texts, (text) => {
          const plain = linesOf(plainText(text));
          for (const { value, lines } of extractor.extract(text)) {
            const told = [...new Set(lines)].sort((a, b) => a - b).map((at) => plain[at]!);
            // Below a line of words, so that what is plain already is not taken for JSON.
            const again = extractor.extract(['it said', ...told].join('\n'));
            expect(again.map((fact) => fact.value)).toContain(value);
          }
        }),
        { numRuns: 1000 },
      );
    });
  },
);
