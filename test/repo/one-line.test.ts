import { describe, expect, it } from 'vitest';
import { oneLine } from '../../src/repo/one-line.js';

describe('oneLine', () => {
  it('runs blanks together', () => expect(oneLine(' a\n\tb  c ', 10)).toBe('a b c'));

  it('cuts between code points', () => {
    expect(oneLine('abcdef', 4)).toBe('abc…');
    expect(oneLine('ab👩👩', 4)).toBe('ab…');
  });

  it('has nothing that steers a terminal or turns the line around', () =>
    expect(oneLine('f(a = "\u001b[31m\u009b\u202e")', 40)).toBe('f(a = "?[31m??")'));
});
