import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { exactDuplicates } from '../../../src/optimize/passes/exact-duplicates.js';
import { part, passContract, result, textsAfter } from '../../contracts/pass.js';

const listing = Array.from({ length: 40 }, (_, k) => `src/feature-${k}/index.ts`).join('\n');
const ls = { name: 'Bash', input: { command: 'git ls-files' } };

passContract(exactDuplicates, { 'a listing twice': [result('a', listing, ls), result('b', listing, ls)] });

describe('exact-duplicates', () => {
  it('keeps the first and names it where the later ones stood', () => {
    const parts = [
      result('messages.1', listing, ls),
      part('messages.2', listing, { role: 'user' }),
      result('messages.3', listing, ls),
    ];
    expect(textsAfter(exactDuplicates, parts)).toEqual([
      listing,
      listing,
      `[ctxopt: same as Bash git ls-files at messages.1, ${handleOf(listing)}]`,
    ]);
  });

  it('finds the first in the frozen prefix', () => {
    const [text] = textsAfter(exactDuplicates, [result('b', listing)], { prefix: [result('a', listing)] });
    expect(text).toBe(`[ctxopt: same as Bash at a, ${handleOf(listing)}]`);
  });

  it('knows a file whether its lines are numbered or not, and what smart_read gave of it', () => {
    const numbered = listing
      .split('\n')
      .map((line, at) => `${String(at + 1).padStart(6)}→${line}`)
      .join('\n');
    const own = `list.txt · 40 lines · 330 of 330 tokens (o200k_base) · v:3f9a1c0b2d\n${listing}\n`;
    const parts = [own, numbered, listing].map((text, at) => result(`${at}`, text, { name: 'Read' }));
    expect(textsAfter(exactDuplicates, parts)).toEqual([
      own,
      `[ctxopt: same as Read at 0, ${handleOf(numbered)}]`,
      `[ctxopt: same as Read at 0, ${handleOf(listing)}]`,
    ]);
    const outline = own.replace('330 of', '12 of');
    const other = [outline, numbered].map((text, at) => result(`${at}`, text));
    expect(textsAfter(exactDuplicates, other)).toEqual([outline, numbered]);
  });

  it('leaves short results and such as differ in a letter alone', () => {
    const parts = ['ok', 'ok', listing, `${listing}.`].map((text, at) => result(`${at}`, text));
    expect(textsAfter(exactDuplicates, parts)).toEqual(parts.map(({ text }) => text));
  });

  it('writes a marker that nothing in a command can break', () => {
    const command = 'for f in [ab]*; do\n  echo "$f"]\ndone';
    const parts = [result('a', listing, { input: { command } }), result('b', listing)];
    expect(textsAfter(exactDuplicates, parts)[1]).toMatch(/^\[ctxopt: [^[\]\n]*, ctx:[0-9a-f]{12}\]$/);
  });
});
