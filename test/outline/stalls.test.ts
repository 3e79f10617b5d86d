import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';

describe('a text that would stall a grammar’s scanner', () => {
  it.each([
    ['a.py', `${'\\\n'.repeat(5_000)}def kept():\n    pass\n`],
    ['a.java', `class Kept {\n}\n${'/** '.repeat(5_000)}`],
  ])('%s is read by its lines, and says so', async (name, text) => {
    const { symbols, note } = await outlineOf(name, text);
    expect(symbols.map((symbol) => symbol.name.toLowerCase())).toContain('kept');
    expect(note).toContain('could not be parsed');
  });

  it('is not one with comments and continued lines as people write them', async () => {
    const text = `${'/* a */ int b; \n'.repeat(2_000)}#define A(x) \\\n  x \\\n  x\nint kept(void) {\n  return 1;\n}\n`;
    expect((await outlineOf('a.c', text)).note).toBeUndefined();
  });
});
