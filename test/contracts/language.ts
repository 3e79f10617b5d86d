import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

/** Kinds whose signature says what is there, and does not quote it. */
const described = new Set(['heading', 'key', 'summary', 'column', 'cell', 'template']);

const folder = path.resolve(import.meta.dirname, '../fixtures/outline');

/** Whether there is a fixture `sample.EXTENSION` to hold the contract with. */
export function hasSample(extension: string): boolean {
  return existsSync(path.join(folder, `sample.${extension}`));
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

/**
 * What every language's outline must hold, on the fixture `sample.EXTENSION` and the outline that was written for it by
 * hand, `sample.EXTENSION.outline.txt`.
 */
export function languageContract(extension: string): void {
  describe(`a .${extension} file`, () => {
    const text = read(`sample.${extension}`);

    it('has the outline that was written for it', async () => {
      const outline = await outlineOf(`sample.${extension}`, text);
      expect(`${renderOutline(outline)}\n`).toBe(read(`sample.${extension}.outline.txt`));
      expect(outline.note).toBeUndefined();
    });

    it('quotes signatures from within the lines that it names', async () => {
      const lines = text.split('\n');
      const outline = await outlineOf(`sample.${extension}`, text);
      expect(outline.lines).toBe(lines.length - 1);
      for (const { signature, kind, startLine, endLine } of flatten(outline.symbols)) {
        expect(startLine).toBeLessThanOrEqual(endLine);
        if (described.has(kind)) continue;
        expect(lines.slice(startLine - 1, endLine).join('\n')).toContain(signature);
      }
    });

    it('has the same outline with CRLF line ends and a byte order mark', async () => {
      const outline = await outlineOf(`sample.${extension}`, text);
      const same = await outlineOf(`sample.${extension}`, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
      const plain = JSON.parse(JSON.stringify(same).replaceAll('\\r\\n', '\\n'));
      expect(plain).toEqual(outline);
    });
  });
}
