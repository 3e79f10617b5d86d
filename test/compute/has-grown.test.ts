import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasGrown } from '../../src/compute/has-grown.js';
import { partsOf, withParts } from '../../src/context/context.js';
import { formatNamed } from '../../src/formats/formats.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const format = formatNamed('anthropic-messages');
const { count } = tokenizerFor();

/** A request with these words of a user, and what becomes of it once they are the others. */
function change(before: readonly string[], after: readonly string[]) {
  const content = before.map((text) => ({ type: 'text', text }));
  const body = JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content }] });
  const context = format.decode(body);
  const parts = partsOf(context).map((part, at) => ({ ...part, text: after[at]! }));
  const changed = withParts(context, parts);
  return { body, changed, encoded: format.encode(body, changed) };
}

describe('hasGrown', () => {
  it('tells of a text that shrank but needs more escapes', () => {
    const [before, after] = ['ab '.repeat(60), '\x01\x02'.repeat(40)];
    const { body, changed, encoded } = change([before], [after]);
    expect(after.length).toBeLessThan(before.length);
    expect(hasGrown(body, encoded, changed, count)).toBe(true);
  });

  it('is false of a body as it was', () => {
    const { body, changed, encoded } = change(['as it was'], ['as it was']);
    expect(hasGrown(body, encoded, changed, count)).toBe(false);
  });

  it('is what a count of both bodies says', () => {
    const piece = fc.constantFrom(
      'a',
      'word',
      ' ',
      '\n',
      '"',
      '\\',
      '}',
      '],',
      '/',
      '1',
      'é',
      '{"',
      "'s",
      '.',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 24 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), (texts) => {
        const [before, after] = [texts.map(([text]) => text), texts.map(([, text]) => text)];
        const { body, changed, encoded } = change(before, after);
        expect(hasGrown(body, encoded, changed, count)).toBe(count(encoded) > count(body));
      }),
      { numRuns: 500 },
    );
  });
});
