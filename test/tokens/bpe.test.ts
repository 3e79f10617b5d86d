import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBpeTokenizer } from '../../src/tokens/bpe.js';
import { encodings, referenceCount } from './reference.js';

const modules = path.resolve(import.meta.dirname, '../../node_modules');

/** One of each class that the patterns tell apart, and what they name. */
const atoms = [
  ...[
    'a',
    'b',
    'Z',
    'Q',
    'é',
    'É',
    'ß',
    'ſ',
    'ﬁ',
    'ǅ',
    'ª',
    'ʰ',
    '漢',
    'か',
    '한',
    'ا',
    'ि',
    '\u0301',
    '\u0903',
  ],
  ...['1', '22', '٣', 'Ⅷ', '½', ' ', '  ', '\t', '\u00a0', '\u2028', '\u3000', '\ufeff', '\u0085', '\u200b'],
  ...['\n', '\r', '\r\n', '\n\n', '/', '//', '!', '=', '{', '}', '"', "'", '’', '\0', '\u200d', '\ufe0f'],
  ...["'s", "'T", "'LL", "'lL", "'Re", "'vE", "'m", "'D", "'x", "n't"],
  ...['😀', '👨‍👩‍👧', '🇩🇪', '\ud83d', '\udc00', '\u{1d400}', '\u{20000}', '\u{10ffff}', '\ue000', '\uffff'],
  ...[
    'the',
    ' and',
    'getElementById',
    'HTTPServer',
    'const ',
    '=> {',
    ');',
    '<|endoftext|>',
    '<|endofprompt|>',
  ],
];

const mixed = fc.array(fc.constantFrom(...atoms), { maxLength: 24 }).map((parts) => parts.join(''));
const whitespace = fc
  .array(fc.constantFrom(' ', '  ', '    ', '\t', '\n', '\r\n', '\r', '\u00a0', 'x', '.'), { maxLength: 60 })
  .map((parts) => parts.join(''));
const words = fc
  .array(fc.tuple(fc.constantFrom('', ' ', "'", '"', '_', '(', '-'), fc.stringMatching(/^[a-zA-Z]{1,12}$/)), {
    maxLength: 20,
  })
  .map((pairs) => pairs.flat().join(''));
const contractions = fc
  .array(fc.constantFrom("'", 's', 'S', 't', 'R', 'e', 'E', 'v', 'l', 'L', 'd', 'm', ' ', 'I'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

describe.each(encodings)('createBpeTokenizer(%s)', (encoding) => {
  const tokenizer = createBpeTokenizer(encoding);
  const expectSame = (text: string) => {
    expect(tokenizer.count(text), JSON.stringify(text.slice(0, 200))).toBe(referenceCount(encoding, text));
  };

  it('names itself and is exact', () => {
    expect(tokenizer).toMatchObject({ id: encoding, exact: true });
  });

  it('counts nothing in the empty text', () => {
    expect(tokenizer.count('')).toBe(0);
  });

  it.each([
    ['one of each class', mixed],
    ['whitespace', whitespace],
    ['words', words],
    ['contractions', contractions],
    ['any code units, lone surrogates among them', anyUnits],
    ['any code points', fc.string({ unit: 'binary', maxLength: 40 })],
    ['grapheme clusters', fc.string({ unit: 'grapheme', maxLength: 40 })],
    ['JSON', fc.json()],
  ])('counts as js-tiktoken: %s', (_, texts) => {
    fc.assert(fc.property(texts, expectSame), { numRuns: 1000 });
  });

  it('counts special tokens as the text they are', () => {
    expect(tokenizer.count('<|endoftext|>')).toBeGreaterThan(1);
    expectSame('a<|endoftext|>b');
  });

  it.each([
    'a',
    ' ',
    '=',
    '\n',
    '\t',
    '\r\n',
    '/',
    "'",
    '0',
    'A',
    'é',
    '漢',
    'か',
    '😀',
    '\u0301',
    '\ud83d',
    ' \n',
    'ab',
    'aB',
  ])('counts a run of %j as js-tiktoken, and at any length', (unit) => {
    for (const length of [1, 2, 3, 127, 128, 129, 300]) expectSame(unit.repeat(length));
    expectSame(`x${unit.repeat(200)}y`);
    const long = tokenizer.count(unit.repeat(200_000));
    expect(long).toBeGreaterThan(200_000 / 128 - 1);
    expect(long).toBeLessThanOrEqual(3 * unit.length * 200_000);
  });

  it('counts a piece of several windows as js-tiktoken', () => {
    const letters = fc
      .integer({ min: 1, max: 26 })
      .chain((alphabet) =>
        fc
          .array(fc.integer({ min: 0, max: alphabet - 1 }), { minLength: 1100, maxLength: 1700, size: 'max' })
          .map((codes) => String.fromCharCode(...codes.map((code) => 97 + code))),
      );
    fc.assert(fc.property(letters, expectSame), { numRuns: 4 });
    expectSame('漢字かな交じり文'.repeat(120));
    expectSame('='.repeat(1500));
    expectSame(`${' '.repeat(1500)}x`);
  });

  it('is linear on 200 KB of random letters, and on what makes the pattern give back', () => {
    const letters = Array.from({ length: 200_000 }, (_, i) =>
      String.fromCharCode(97 + ((i * i * 7919) % 26)),
    ).join('');
    for (const text of [
      letters,
      `${'A'.repeat(200_000)}ª`,
      'ªA'.repeat(100_000),
      `${' '.repeat(200_000)}\n${' '.repeat(200_000)}x`,
    ]) {
      expect(tokenizer.count(text)).toBeGreaterThan(1000);
    }
  });

  it.each([
    ['typescript/lib/lib.dom.d.ts', 0, 60_000],
    ['typescript/lib/lib.es5.d.ts', 0, 60_000],
    ['typescript/lib/_tsc.js', 100_000, 160_000],
    ['typescript/lib/de/diagnosticMessages.generated.json', 0, 40_000],
    ['typescript/lib/ja/diagnosticMessages.generated.json', 0, 40_000],
    ['typescript/lib/ru/diagnosticMessages.generated.json', 0, 40_000],
    ['typescript/README.md', 0, 60_000],
    ['zod/README.md', 0, 60_000],
    ['fast-check/README.md', 0, 60_000],
    ['js-tiktoken/README.md', 0, 60_000],
    ['typescript/package.json', 0, 60_000],
  ])('counts %s as js-tiktoken', (file, start, end) => {
    const text = readFileSync(path.join(modules, file), 'utf8').slice(start, end);
    expectSame(text);
    expectSame(text.replaceAll('\n', '\r\n'));
  });
});
