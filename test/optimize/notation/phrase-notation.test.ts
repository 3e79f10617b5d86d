import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePhrases, encodePhrases, hasPhrases } from '../../../src/optimize/notation/phrase-notation.js';
import { tokenizerFor } from '../../../src/tokens/tokenizer-for.js';

const { count } = tokenizerFor();
const encode = (text: string) => encodePhrases(text, count);
const letters = (text: string) => text.length;

const header = 'Greek letters stand for these texts:';

const log = Array.from(
  { length: 12 },
  (_, k) =>
    `2031-10-18 18:01:${String(13 + 3 * k)},${String(104 + 71 * k)} INFO [dispatcher] shop.cart.CartService: Added item ${7 * k} to cart ${k % 5}`,
);

const prefix = fc.constantFrom(
  '2031-10-18 18:01:',
  '[2031-10-18T18:01:53Z] ',
  'Oct  8 18:01:53 web-1 sshd[4107]: ',
  '\tat ',
  '  \t ',
  '- - "GET /carts/',
  '',
);
const words = fc.constantFrom(
  ' INFO [dispatcher] shop.cart.CartService: Added item ',
  ' ERROR shop.cart.CartService: item not found: ',
  ' DEBUG\tshop.pay.CardService\tcharged  ',
  '" 200 5120 "-" "Mozilla/5.0 (X11; Linux)"   ',
  ' α = "β" ',
  header,
  '$& $1 \\ (.*)[^x]+? ',
  '𝔘 ünï 日本語 ',
  '\u2028',
);
const value = fc.oneof(
  fc.nat({ max: 99_999 }).map(String),
  fc.constantFrom('', '\r', ' ', '"', 'α', 'ω', '\ud835'),
);
const line = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(prefix, value, words, value).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', header, 'α = "x y"', '[ctxopt: 4 lines, ctx:0123456789ab]') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
/** Lines as tools print them, most of them some times, and what a pass before may have put above them. */
const text = fc
  .tuple(
    fc.constantFrom('', '', '[ctxopt: 4 lines, ctx:0123456789ab]\n'),
    fc.array(fc.tuple(line, fc.integer({ min: 1, max: 9 })), { maxLength: 12 }),
  )
  .map(([above, runs]) => {
    return above + runs.flatMap(([said, times]) => Array.from({ length: times }, () => said)).join('\n');
  });

describe('the notation of phrases', () => {
  it('decodes to the text that was encoded, and takes fewer tokens', () => {
    let encodings = 0;
    fc.assert(
      fc.property(text, (given) => {
        fc.pre(!hasPhrases(given));
        const encoded = encode(given);
        expect(decodePhrases(encoded)).toBe(given);
        if (encoded === given) return;
        encodings++;
        expect(hasPhrases(encoded)).toBe(true);
        expect(count(encoded)).toBeLessThanOrEqual(0.9 * count(given));
      }),
      { numRuns: 3000 },
    );
    expect(encodings).toBeGreaterThan(500);
  });

  it('is not encoded again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const encoded = encode(given);
        expect(encode(encoded)).toBe(encoded);
      }),
      { numRuns: 1000 },
    );
  });

  it('says first which letter stands for what', () => {
    const encoded = encode(log.join('\n')).split('\n');
    expect(encoded.slice(0, 5)).toEqual([
      header,
      'α = " INFO [dispatcher] shop.cart.CartService: Added item "',
      'β = "2031-10-18 18:01:"',
      '',
      'β13,104α0 to cart 0',
    ]);
    expect(encoded).toHaveLength(log.length + 4);
  });

  it('leaves the marker first that a text begins with', () => {
    const marker = '[ctxopt: 4 lines, ctx:0123456789ab]\n';
    const given = marker + log.join('\n');
    expect(encode(given)).toBe(marker + encode(log.join('\n')));
    expect(decodePhrases(encode(given))).toBe(given);
    expect(hasPhrases(encode(given))).toBe(true);
  });

  it('takes no letter that the text has itself', () => {
    const given = `β-blockers\n${log.join('\n')}`;
    const encoded = encode(given);
    expect(
      encoded
        .split('\n')
        .slice(1, 3)
        .map((definition) => definition[0]),
    ).toEqual(['α', 'γ']);
    expect(decodePhrases(encoded)).toBe(given);
  });

  it('leaves a text alone that has every letter', () => {
    const given = `αβγδεζηθικλμνξπρστυφχψω\n${log.join('\n')}`;
    expect(encode(given)).toBe(given);
  });

  it('leaves a line as it is that alarms or names a place', () => {
    const alarms = [
      '2031-10-18 18:09:01,000 ERROR [dispatcher] shop.cart.CartService: Added item 7 to cart 1',
    ];
    const places = [
      '2031-10-18 18:09:02,000 INFO [dispatcher] shop.cart.CartService: Added item at a.ts:3:5',
    ];
    const body = encode([...log, ...alarms, ...places].join('\n')).split('\n');
    expect(body).toEqual(expect.arrayContaining([...alarms, ...places]));
    expect(body).not.toEqual(expect.arrayContaining([log[0]]));
  });

  it('cuts no word in two', () => {
    const given = Array.from(
      { length: 40 },
      (_, k) => `note: the unused variable x${k} was never read by anyone`,
    );
    const encoded = encode(given.join('\n'));
    expect(encoded).not.toBe(given.join('\n'));
    for (let k = 0; k < 40; k++) expect(encoded).toMatch(new RegExp(`x${k}\\b`));
  });

  it('leaves a text alone of which few lines repeat', () => {
    const given = [...log, ...Array.from({ length: 30 }, (_, k) => `${(k * 7919).toString(36)} ${k}`)].join(
      '\n',
    );
    expect(encode(given)).toBe(given);
    expect(encode(log.join('\n'))).not.toBe(log.join('\n'));
  });

  it.each([
    [
      'lines that are all different',
      Array.from({ length: 40 }, (_, k) => `${'xyzuvw'[k % 6]}${k * k} ${k}`).join('\n'),
    ],
    ['a few lines', log.slice(0, 2).join('\n')],
    [
      'prose',
      'The cart holds items. Each item has a price, and the cart knows what all of them cost together.',
    ],
  ])('leaves %s alone', (_, given) => {
    expect(encode(given)).toBe(given);
  });

  it.each([
    header,
    `${header}\n`,
    `${header}\n\nα`,
    `${header}\nα = "from ann"\nα`,
    `${header}\nα = "from ann"\nα = "from bob"\n\nα`,
    `${header}\na = "from ann"\n\na`,
    `x\n${header}\nα = "from ann"\n\nα`,
  ])('takes %j for what it is, a text', (given) => {
    expect(hasPhrases(given)).toBe(false);
    expect(decodePhrases(given)).toBe(given);
  });

  it('does not decode what would not end', () => {
    const given = `${header}\nα = "${'x'.repeat(200)}"\n\n${'α'.repeat(3_000_000)}`;
    expect(decodePhrases(given)).toBe(given);
  });

  it.each([
    ['letters', 'a'.repeat(200_000)],
    ['digits', '1'.repeat(200_000)],
    ['blanks', ' '.repeat(200_000)],
    ['carriage returns', '\r'.repeat(200_000)],
    ['letters and digits', 'a1'.repeat(100_000)],
    ['Greek letters', 'α = "β"\n'.repeat(30_000)],
    ['equal lines', `${log[0]}\n`.repeat(20_000)],
    ['words on one line', 'lorem ipsum dolor 42 '.repeat(50_000)],
    ['other words', Array.from({ length: 50_000 }, (_, k) => (k * 7919).toString(36)).join(' ')],
  ])('comes to an end on very many %s', (_, given) => {
    expect(decodePhrases(encodePhrases(given, letters))).toBe(given);
  });
});
