import { describe, expect, it } from 'vitest';
import { clientReadBaseline } from '../../src/read/client-reader.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

describe('clientReadBaseline', () => {
  const tokenizer = tokenizerFor();

  it('is the whole of a file of up to 2,000 lines', () => {
    const text = 'const a = 1;\n'.repeat(2000);
    expect(clientReadBaseline(text, tokenizer)).toBe(tokenizer.count(text));
    expect(clientReadBaseline(`${text}${text}`, tokenizer)).toBe(tokenizer.count(text));
    expect(clientReadBaseline('', tokenizer)).toBe(0);
  });

  it('is the whole of a long text that takes few tokens', () => {
    const text = `${' '.repeat(100)}\n`.repeat(2000);
    expect(tokenizer.count(text)).toBeLessThan(25_000);
    expect(clientReadBaseline(text, tokenizer)).toBe(tokenizer.count(text));
  });

  it('is never more than 25,000', () => {
    expect(clientReadBaseline('const a = 1, b = 2, c = 3, d = 4, e = 5;\n'.repeat(2000), tokenizer)).toBe(
      25_000,
    );
  });
});
