import { describe, expect, it } from 'vitest';
import type { CriticalExtractor, FactExtractor } from '../../src/optimize/fact.js';
import { linesOf, plainText } from '../../src/optimize/gate/plain-text.js';

export interface FactCases {
  /** Texts and all that the extractor finds in them, in order. */
  readonly found: readonly (readonly [text: string, values: readonly string[]])[];
  /** Texts in which it finds nothing. */
  readonly none: readonly string[];
}

/** Inputs on which a careless pattern takes minutes. */
const hostile: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(200_000),
  spaces: ' '.repeat(200_000),
  'line ends': '\n'.repeat(200_000),
  digits: '1'.repeat(200_000),
  backslashes: `{${'\\'.repeat(200_000)}`,
  escapes: '\x1b['.repeat(100_000),
  commands: '\x1b]'.repeat(100_000),
  brackets: '['.repeat(100_000),
  colons: ':1'.repeat(100_000),
  dots: 'a.'.repeat(100_000),
  slashes: 'a/'.repeat(100_000),
  arrows: ' > '.repeat(70_000),
  requests: 'GET '.repeat(50_000),
  denials: 'not '.repeat(50_000),
  quotes: 'File "'.repeat(40_000),
  returns: 'a\r'.repeat(100_000),
  backspaces: 'a\b'.repeat(100_000),
  lines: ' at (1:2\n'.repeat(25_000),
};

/** What every extractor must hold: what it finds, what it does not, and that no notation or input throws it off. */
export function factContract(extractor: FactExtractor, { found, none }: FactCases): void {
  const values = (text: string) => extractor.extract(text).map((fact) => fact.value);

  describe(`${extractor.name} keeps the contract of an extractor`, () => {
    it.each(found)('finds what is in %j', (text, expected) => {
      expect(values(text)).toEqual(expected);
    });

    it.each(none.map((text) => [text]))('finds nothing in %j', (text) => {
      expect(values(text)).toEqual([]);
    });

    it('names its facts by itself, each once', () => {
      for (const [text, expected] of found) {
        const facts = extractor.extract(`${text}\n\n${text}`);
        expect(facts.every((fact) => fact.kind === extractor.name)).toBe(true);
        expect(new Set(facts.map((fact) => fact.value)).size).toBe(facts.length);
        expect(facts.map((fact) => fact.value)).toEqual(expect.arrayContaining([...expected]));
      }
    });

    it('sees through terminal codes and line ends', () => {
      for (const [text, expected] of found) {
        expect(values(colored(text))).toEqual(expected);
        expect(values(text.replaceAll('\n', '\r\n'))).toEqual(expected);
      }
    });

    it('sees into the strings of a JSON text', () => {
      for (const [text, expected] of found) {
        const inside = values(JSON.stringify({ out: `\n${text}\n` }));
        expect(inside).toEqual(expect.arrayContaining([...expected]));
      }
    });

    if (isCritical(extractor)) {
      it('names lines that say the fact by themselves', () => {
        for (const [text] of found) {
          const plain = linesOf(plainText(text));
          for (const { value, lines } of extractor.extract(text)) {
            const told = [...new Set(lines)].sort((a, b) => a - b).map((at) => plain[at]!);
            expect(values(told.join('\n'))).toContain(value);
          }
        }
      });
    }

    it.each(Object.keys(hostile))('comes to an end on very many %s', (name) => {
      expect(Array.isArray(values(hostile[name]!))).toBe(true);
    });
  });
}

function isCritical(extractor: FactExtractor): extractor is CriticalExtractor {
  return extractor.critical;
}

/** Every third character in another color, as a terminal program might write it. */
function colored(text: string): string {
  return [...text]
    .map((char, at) => (at % 3 === 0 && char !== '\n' ? `\x1b[3${at % 8}m${char}\x1b[0m` : char))
    .join('');
}
