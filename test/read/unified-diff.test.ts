import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/read/unified-diff.js';

const options = { path: 'src/app.ts' };

function applied(before: string, diff: string): string | false {
  return diff === '' ? before : applyPatch(before, diff, { autoConvertLineEndings: false });
}

/** Texts of few different lines, so that they have much in common, some of them like a diff's own syntax. */
const line = fc.constantFrom(
  '',
  'a',
  'b',
  'c',
  '\r',
  'é',
  '-- x',
  '++ y',
  '@@ -1,1 +1,1 @@',
  '\\ No newline at end of file',
  ' ',
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 40 })
  .chain((lines) => fc.tuple(fc.constant(lines.map((pair) => pair.join('')).join('')), line))
  .map(([lines, last]) => lines + last);

describe('unifiedDiff', () => {
  it('gives the new text, to the byte, when applied to the old', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.nat(4), async (before, after, context) => {
        expect(applied(before, await unifiedDiff(before, after, { ...options, context }))).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds that for small edits of longer files', async () => {
    const file = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replaceAll('\n', ' ')),
      {
        minLength: 20,
        maxLength: 200,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.nat(),
        fc.nat(5),
        fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 }),
        async (lines, at, gone, put) => {
          const before = lines.join('\r\n');
          const after = lines.toSpliced(at % lines.length, gone, ...put).join('\r\n');
          expect(applied(before, await unifiedDiff(before, after, options))).toBe(after);
        },
      ),
    );
  });

  it('is short, with three lines of context', async () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    expect(await unifiedDiff(before, before.replace('e', 'E'), options)).toBe(
      '--- src/app.ts\n+++ src/app.ts\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });

  it('is empty for equal texts only', async () => {
    expect(await unifiedDiff('a\r\n', 'a\r\n', options)).toBe('');
    expect(await unifiedDiff('a\r\n', 'a\n', options)).not.toBe('');
    expect(await unifiedDiff('a', 'a\n', options)).toContain('\\ No newline at end of file');
  });

  describe('of texts with little in common', () => {
    const many = (word: string, count = 20_000): string =>
      Array.from({ length: count }, (_, i) => `${word} ${i}`).join('\n');
    const cases: readonly (readonly [string, string, string])[] = [
      ['all lines differ', `${many('old')}\n`, `${many('new')}\n`],
      ['the same ends', `head\n${many('old')}\ntail\n`, `head\n${many('new')}\ntail\n`],
      ['no newline at either end', many('old'), many('new')],
      ['a newline at one end', many('old'), `${many('new')}\n`],
      ['a longer one, with repeated lines', 'x\n'.repeat(5000), `y\n${'x\ny\n'.repeat(6000)}`],
      ['nothing before', '', `${many('new')}\n`],
      ['nothing after', many('old'), ''],
      ['CRLF became LF', `${many('a').replaceAll('\n', '\r\n')}`, many('a')],
    ];
    it.each(cases)('is coarse but right: %s', async (_, before, after) => {
      expect(applied(before, await unifiedDiff(before, after, options))).toBe(after);
    });
  });
});
