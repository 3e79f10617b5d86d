import { describe, expect, it } from 'vitest';
import { passedGroups } from '../../../src/optimize/programs/passed-groups.js';

const find = passedGroups(/^ *ok /, /^ *(?!no )[a-z]/);
const headings = (text: string) => {
  const lines = text.split('\n');
  return find(lines)
    .map(({ start }) => lines[start]!.trim())
    .sort();
};

describe('passedGroups', () => {
  it('finds headings under which all passed, also through other headings', () => {
    expect(headings('cart\n  add\n    ok 1\n    ok 2\n  total\n    ok 3')).toEqual(['add', 'cart', 'total']);
  });

  it('keeps a heading above what did not pass, at any depth', () => {
    expect(headings('cart\n  add\n    ok 1\n  total\n    no 2\n    ok 3')).toEqual(['add']);
  });

  it('does not take for a heading what has no test under it', () => {
    expect(headings('cart\n  a printed line\n  ok 1\nlog')).toEqual([]);
  });

  it('looks through blank lines', () => {
    expect(headings('cart\n\n  ok 1\n\ntax\n\n  ok 2')).toEqual(['cart', 'tax']);
  });

  it('comes to an end on very deep trees', () => {
    const deep = Array.from({ length: 2000 }, (_, k) => `${' '.repeat(k)}a`).join('\n');
    expect(find(deep.split('\n'))).toEqual([]);
  });
});
