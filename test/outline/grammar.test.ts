import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';

/** Deeper than the runtime's stack: it damages its memory, and says so only when that is freed. */
const damaging = `${'{a: '.repeat(20_000)}}\nexport function last() {\n  return 1;\n}\n`;

describe('a text that breaks the runtime of the grammars', () => {
  it('is itself read by its lines, and no text after it suffers', async () => {
    for (let round = 0; round < 3; round += 1) {
      const broken = await outlineOf('broken.ts', damaging);
      expect(broken.note).toContain('could not be parsed');
      expect(broken.symbols.map(({ name }) => name)).toContain('last');
      const next = await outlineOf('next.ts', 'export function f() {\n  return 1;\n}\n');
      expect(next.note).toBeUndefined();
      expect(next.symbols).toMatchObject([{ name: 'f', startLine: 1, endLine: 3 }]);
      const other = await outlineOf('other.py', 'def g():\n    return 1\n');
      expect(other.note).toBeUndefined();
      expect(other.symbols).toMatchObject([{ name: 'g', startLine: 1, endLine: 2 }]);
    }
  });
});
