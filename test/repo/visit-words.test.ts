import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexisOf } from '../../src/repo/lexis.js';
import { visitWords, type WordPlace } from '../../src/repo/visit-words.js';

function wordsIn(language: string, text: string, wanted: WordPlace): string[] {
  const words: string[] = [];
  visitWords(text, lexisOf(language), (start, end, place) => {
    if (place === wanted) words.push(text.slice(start, end));
  });
  return words;
}

describe('visitWords', () => {
  it.each([
    ['typescript', 'a(b) // c\n/* d */ e("f", \'g\') + `h \x24{i + `j \x24{k}`} l` + m', 'a b e i k m'],
    ['javascript', 'a = /b"c/.test(d) ? e / f / g : "h"', 'a test d e f g'],
    ['javascript', 'return /[/"]a/.exec(b)', 'return exec b'],
    ['javascript', 'x = `a \x24{ {b: 1}.c } d` + e', 'x b 1 c e'],
    ['javascript', "it = 'unclosed\nnext('a')", 'it next'],
    ['python', 'a = """b\nc""" + d  # e\nf(\'g\')', 'a d f'],
    ['go', "a := `b\\` + c + '\\'' + d // e", 'a c d'],
    ['rust', "fn a<'b>(c: &'b str) -> char { 'd' } // e", 'fn a b c b str char'],
    ['cpp', 'int a = 1\'000; /* b\nc */ d("e")', 'int a 1 000 d'],
    ['sql', "SELECT a -- b\nFROM c WHERE d = 'e'", 'SELECT a FROM c WHERE d'],
    ['ruby', 'a = "b" # c\n=begin\nd\n=end\ne', 'a e'],
  ])('finds the code in %s: %j', (language, text, words) => {
    expect(wordsIn(language, text, 'code').join(' ')).toBe(words);
  });

  it('visits each word once, in order, whatever the text', () => {
    const pieces = [
      'a1',
      ' ',
      '\n',
      '"',
      "'",
      '`',
      '${',
      '}',
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      '#',
      '"""',
      'é',
      '(',
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('typescript', 'python', 'go', 'rust', 'markdown', 'sql'),
        (text, language) => {
          const found: string[] = [];
          let last = 0;
          visitWords(text, lexisOf(language), (start, end) => {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
            found.push(text.slice(start, end));
          });
          // the dollar before a template's code is no part of a word
          const plain = (words: readonly string[]) =>
            words.map((word) => word.replaceAll('$', '')).filter(Boolean);
          expect(plain(found)).toEqual(plain(text.match(/[A-Za-z0-9_$\u0080-\uffff]+/g) ?? []));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['a', '/', '(/', '`${', '"', "'", '/*', '{', '\\', '`', '}', '\n"', '[/'])(
    'comes to an end on 400 KB of %j',
    (unit) => {
      let words = 0;
      visitWords(unit.repeat(400_000 / unit.length), lexisOf('typescript'), () => words++);
      expect(words).toBeLessThanOrEqual(400_000);
    },
  );
});
