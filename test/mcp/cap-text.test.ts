import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capText } from '../../src/mcp/cap-text.js';

/** A tokenizer for the law's sake: a token per three characters of a word, one per run of spaces. */
const count = async (text: string) => [...text.matchAll(/\S{1,3}|\s+/g)].length;

const word = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1F600}', ' ', '\n'), maxLength: 400 });

describe('capText', () => {
  it('gives whole lines within the budget, or part of the first', async () => {
    await fc.assert(
      fc.asyncProperty(word, fc.integer({ min: 1, max: 100 }), async (text, budget) => {
        const capped = await capText(text, budget, count);
        expect(capped.total).toBe(text.split('\n').length);
        expect(text.startsWith(capped.text)).toBe(true);
        expect(await count(capped.text)).toBeLessThanOrEqual(budget);
        expect(capped.cut).toBe((await count(text)) > budget);
        expect(capped.text).not.toMatch(/[\ud800-\udbff]$/);
        if (!capped.cut) expect(capped.text).toBe(text);
        else if (capped.lines > 0) {
          expect(capped.text).toBe(text.split('\n').slice(0, capped.lines).join('\n'));
        }
      }),
    );
  });

  it('fills the budget, however unevenly the tokens lie', async () => {
    const sparse = `${' '.repeat(2000)}\n`.repeat(50);
    const dense = `${'abc '.repeat(20)}\n`.repeat(500);
    for (const text of [sparse + dense, dense + sparse]) {
      const { text: shown } = await capText(text, 5000, count);
      expect(await count(shown)).toBeGreaterThan(4000);
    }
  });

  it('counts a bounded number of times', async () => {
    let counted = 0;
    const counting = (text: string) => {
      counted += text.length;
      return count(text);
    };
    const text = `${'x'.repeat(1_000_000)}\n${'abc\n'.repeat(100_000)}`;
    await capText(text, 1000, counting);
    expect(counted).toBeLessThan(text.length * 26);
  });
});
