import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outline, OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

export interface HostileTexts {
  /** Of files, one a language. */
  readonly names: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  /** What random texts are put together from. */
  readonly words: readonly string[];
  /** What stands between the words, one of them a text. */
  readonly joins: readonly string[];
  /** Random texts a name. */
  readonly runs: number;
  readonly outline?: (name: string, text: string) => Promise<Outline>;
  /** Whether signatures are quoted from the lines that they name, but for these kinds. */
  readonly quotedBut?: readonly string[];
}

/** What an outline must hold of any text: it comes, its lines are within the file, and it can be shown. */
export function hostileTextsContract(options: HostileTexts): void {
  const { names, texts, words, joins, runs, outline = outlineOf } = options;
  const check = async (name: string, text: string): Promise<void> =>
    expectSound(await outline(name, text), text, options.quotedBut);

  describe.each(names)('%s with', (name) => {
    it.each(Object.keys(texts))('%s has an outline', async (title) => {
      await check(name, texts[title]!);
    });

    it('whatever is in it has an outline', async () => {
      const parts = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), {
        maxLength: 60,
      });
      await fc.assert(
        fc.asyncProperty(parts, fc.constantFrom(...joins), (some, join) => check(name, some.join(join))),
        { numRuns: runs },
      );
    });
  });
}

/** Symbols whose signatures are looked up in their lines. */
const QUOTES = 50;

function expectSound(outline: Outline, text: string, quotedBut?: readonly string[]): void {
  const lines = text.split('\n');
  expect(outline.lines).toBe(text === '' ? 0 : lines.length - (text.endsWith('\n') ? 1 : 0));
  const all = flatten(outline.symbols);
  const misplaced = all.filter(
    ({ startLine, endLine, elided }) =>
      !(startLine >= 1 && endLine >= startLine && endLine <= outline.lines && elided >= 0),
  );
  expect(misplaced).toEqual([]);
  const quoted = quotedBut ? all.filter(({ kind }) => !quotedBut.includes(kind)).slice(0, QUOTES) : [];
  const misquoted = quoted.filter(
    ({ signature, startLine, endLine }) =>
      !lines
        .slice(startLine - 1, endLine)
        .join('\n')
        .includes(signature),
  );
  expect(misquoted).toEqual([]);
  expect(typeof renderOutline(outline)).toBe('string');
}

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  const all: OutlineSymbol[] = [];
  const pending = [...symbols];
  for (let next = pending.pop(); next; next = pending.pop()) {
    all.push(next);
    for (const child of next.children) pending.push(child);
  }
  return all;
}
