import { describe, expect, it } from 'vitest';
import { disagreements } from '../../src/similarity/agreement.js';

describe('disagreements', () => {
  it.each([
    [
      'Order, case of plain words and marks',
      'The cache is warm. Retry twice!',
      'Retry twice: the cache is WARM',
    ],
    ['white space', 'set  maxSize = 12 ms\n', 'set maxSize = 12 ms'],
  ])('are none between texts that differ in %s only', (_, a, b) => {
    expect(disagreements(a, b)).toEqual([]);
  });

  it.each([
    ['a number', 'took 12 ms', 'took 13 ms', ['numbers']],
    ['a sign', 'moved by -5', 'moved by 5', ['numbers']],
    ['a unit', 'waits 30 s', 'waits 30 ms', ['numbers']],
    ['a unit without a blank', 'uses 30MB', 'uses 30GB', ['numbers']],
    ['a negation', 'do push to main', 'do not push to main', ['negations']],
    ['a contraction', 'it does work', "it doesn't work", ['negations']],
    ['an opposite', 'enable two-factor login', 'disable two-factor login', ['negations']],
    ['a path', 'see src/a/index.ts', 'see src/b/index.ts', ['paths']],
    ['a Windows path', 'see C:\\app\\a', 'see C:\\app\\b', ['paths']],
    ['a name in camel case', 'call getUser', 'call getUsers', ['identifiers']],
    ['a name in snake case', 'call get_user', 'call get_users', ['identifiers']],
    ['an option', 'run it with --force', 'run it with --quiet', ['identifiers']],
    ['a file', 'open a.ts', 'open b.ts', ['identifiers']],
    ['a quotation', 'say "yes" now', 'say "no way" now', ['negations', 'quotations']],
  ])('see %s', (_, a, b, expected) => {
    expect(disagreements(a, b)).toEqual(expected);
    expect(disagreements(b, a)).toEqual(expected);
  });

  it('are found promptly in any text', () => {
    for (const unit of ['a', '1', '"', "'t", '.', '/', 'a_', '1.']) {
      expect(disagreements(unit.repeat(200_000), unit.repeat(200_000))).toEqual([]);
    }
  });
});
