import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf, languages } from '../../src/outline/languages.js';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

const folder = path.resolve(import.meta.dirname, '../fixtures/outline');
const samples = ['ts', 'tsx', 'js', 'mjs', 'md', 'json', 'log'];

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

describe.each(samples)('a .%s file', (extension) => {
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
      if (kind === 'heading' || kind === 'key') continue;
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

describe('languages', () => {
  it('are found by extension, whatever the case', () => {
    const names = [
      'a.ts',
      'a.d.ts',
      'a.mts',
      'a.CTS',
      'a.tsx',
      'a.js',
      'a.cjs',
      'a.jsx',
      'README.MD',
      'a.jsonl',
    ];
    expect(names.map((name) => languageOf(name)?.name)).toEqual([
      'typescript',
      'typescript',
      'typescript',
      'typescript',
      'tsx',
      'javascript',
      'javascript',
      'javascript',
      'markdown',
      'json',
    ]);
    expect(languageOf('Makefile')).toBeUndefined();
    expect(languageOf('a.ts/b.txt')).toBeUndefined();
  });

  it('claim each extension once', () => {
    const extensions = languages.flatMap((language) => language.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
  });
});
