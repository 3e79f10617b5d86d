import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { quotedStrings } from '../../src/outline/shapes/quoted-strings.js';

describe('quoted strings', () => {
  it('end where an expression says, on any line', () => {
    const written = fc.array(fc.constantFrom('"', "'", '\\', '\\"', 'a', '\n', ' '), { maxLength: 20 });
    fc.assert(
      fc.property(written, (parts) => {
        const text = `"${parts.join('')}`;
        const [expected] = /^"(?:[^"\\\n]|\\.)*"/.exec(text) ?? [];
        expect(quotedStrings(text)(0)).toBe(expected?.length);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['letters', 'x'.repeat(20_000_000)],
    ['escapes', '\\n'.repeat(10_000_000)],
  ])('may be as long as a file, of %s', async (_, long) => {
    for (const name of ['a.json', 'a.toml']) {
      const text = name === 'a.json' ? `{"key": "${long}"}` : `key = "${long}"`;
      expect((await outlineOf(name, text)).symbols.map((symbol) => symbol.name)).toEqual(['key']);
    }
  });

  it('are looked for once on a line that does not end them', () => {
    const text = `'${"\\'".repeat(100_000)}`;
    const endOf = quotedStrings(text);
    for (let at = 0; at < text.length; at += 2) expect(endOf(at)).toBeUndefined();
  });
});
