import { describe, expect, it } from 'vitest';
import { type Part, partsOf, withParts } from '../../src/context/context.js';
import { text } from '../../src/formats/text.js';

const MIB = 1024 * 1024;
const textsOf = (body: string) => partsOf(text.decode(body)).map((part) => part.text);
const lines = (count: number, line = 'a') => Array.from({ length: count }, (_, n) => `${line} ${n % 10}`);

describe('a plain text', () => {
  it.each([
    ['nothing', ''],
    ['a line', 'one line'],
    ['a line end', '\n'],
    ['lines', 'one\ntwo\n'],
    ['a million lines', `${lines(1_000_000).join('\n')}\n`],
    ['a line of 21 MiB', 'a'.repeat(21 * MIB)],
    ['a line of 21 MiB and its end', `${'a'.repeat(21 * MIB)}\n`],
    ['JSON of many lines', `[\n${lines(1_500_000, '1,').join(',\n')}\n]\n`],
  ])('of %s is one part', (_, body) => {
    expect(textsOf(body).map((part) => part === body)).toEqual([true]);
  });

  it.each([
    ['many lines', `${lines(2_500_000).join('\n')}\n`, 3],
    ['empty lines', '\n'.repeat(2_000_000), 2],
    ['many lines that look like JSON at first', `[12:00] start\n${lines(1_500_000).join('\n')}`, 2],
    ['records of JSON', lines(1_500_000, '{}').join('\n'), 2],
    ['long lines', lines(50, 'a'.repeat(MIB)).join('\n'), 3],
    ['a line that is too long, between short ones', ['a', 'b'.repeat(21 * MIB), 'c', ''].join('\n'), 3],
    ['short lines and a long one', `a\nb\n${'c'.repeat(21 * MIB)}`, 2],
  ])('of %s is several parts of whole lines', (_, body, count) => {
    const context = text.decode(body);
    const parts = partsOf(context);
    expect(parts).toHaveLength(count);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(count);
    expect(parts.map((part) => part.text).join('\n') === body).toBe(true);
    for (const part of parts) {
      expect(body.slice(part.source.start, part.source.end) === part.text).toBe(true);
      if (part.text.includes('\n')) expect(part.text.length).toBeLessThanOrEqual(20 * MIB);
    }
    expect(text.encode(body, context) === body).toBe(true);
    const short = parts.map((part, at): Part => (at === 1 ? { ...part, text: 'cut' } : part));
    const texts = parts.map((part, at) => (at === 1 ? 'cut' : part.text));
    expect(text.encode(body, withParts(context, short)) === texts.join('\n')).toBe(true);
  });
});
