import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proseSentences } from '../../src/similarity/prose-sentences.js';

const textsOf = (text: string) => proseSentences(text).map((sentence) => sentence.text);

describe('proseSentences', () => {
  it('are those of wrapped paragraphs, with their places', () => {
    const text = 'The cache is\nwarm. It is read first,\r\ne.g. by Node. Done.';
    const found = proseSentences(text);
    expect(found.map((sentence) => sentence.text)).toEqual([
      'The cache is warm.',
      'It is read first, e.g. by Node.',
      'Done.',
    ]);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      'The cache is\nwarm.',
      'It is read first,\r\ne.g. by Node.',
      'Done.',
    ]);
  });

  it('know their paragraph and the heading over it', () => {
    const text = '# Cache\n\nIt is warm.\n\nEviction\n\nIt is lazy. It is cheap.\n';
    expect(proseSentences(text).map(({ heading, paragraph }) => [heading, paragraph])).toEqual([
      ['# Cache', 0],
      ['Eviction', 1],
      ['Eviction', 1],
    ]);
  });

  it('are those of list items, without their marks', () => {
    expect(textsOf('- The cache is warm. It helps.\n- The disk is cold.\n')).toEqual([
      'The cache is warm.',
      'It helps.',
      'The disk is cold.',
    ]);
  });

  it.each([
    ['fenced code', '```\nThe code is here.\n```'],
    ['indented code', '    The code is here.'],
    ['a table', '| The cell is here. | Another one. |'],
    ['JSON', '{"text": "The value is here."}'],
    ['a log', '12:00:01 The server started.\n12:00:02 The server stopped.'],
    ['a log without times', 'The server started.\nThe server stopped.'],
    ['a marker', '[ctxopt: 3 lines as there, ctx:0123456789ab] The rest is here.'],
    ['a note', '… 3 lines as there. The rest is here.'],
    ['no sentence', 'server cache disk'],
  ])('are none in %s', (_, text) => {
    expect(textsOf(text)).toEqual([]);
  });

  it('stand where they say, in order, in any text', () => {
    const text = fc
      .array(
        fc.constantFrom('A b', '. ', '.\n', '\n', '\r\n', '\n\n', '- ', '# ', ' ', 'C', '? ', '```\n', '\t'),
        { maxLength: 60 },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (given) => {
        let from = 0;
        for (const { text, start, end } of proseSentences(given)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(given.slice(start, end).replace(/\s+/g, ' ')).toBe(text);
          from = end;
        }
      }),
    );
  });

  it.each(['a', '.', '. ', '.\n', 'A. ', '\n', '- ', '`', 'A b\n', '"'])(
    'are found promptly in 1 MB of %j',
    (unit) => {
      expect(proseSentences(unit.repeat(1_000_000 / unit.length))).toBeDefined();
    },
  );
});
