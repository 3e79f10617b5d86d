import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTerms } from '../../src/repo/search-terms.js';
import { termKinship } from '../../src/repo/term-kinship.js';

function kinship(asked: string, found: string): number {
  return termKinship(searchTerms(asked)[0]!, searchTerms(found)[0]!);
}

describe('termKinship', () => {
  it.each([
    ['authentication', 'auth'],
    ['connection', 'conn'],
    ['memory', 'mem'],
    ['replication', 'repl'],
    ['multi', 'multiline'],
    ['compress', 'compressor'],
    ['canonical', 'canonicalize'],
  ])('%s is found in %s in part', (asked, found) => {
    expect(kinship(asked, found)).toBeGreaterThan(0);
    expect(kinship(asked, found)).toBeLessThan(1);
  });

  it.each([
    ['connection', 'co'],
    ['delete', 'insert'],
    ['internationalization', 'int'],
    ['cat', 'category'],
    ['socket', 'sorted'],
  ])('%s has nothing to do with %s', (asked, found) => {
    expect(kinship(asked, found)).toBe(0);
  });

  it('is from 0 to 1, and 1 for the same term alone', () => {
    const word = fc.stringMatching(/^[a-z]{2,12}$/);
    fc.assert(
      fc.property(word, word, (asked, found) => {
        expect(termKinship(asked, asked)).toBe(1);
        const kin = termKinship(asked, found);
        expect(kin).toBeGreaterThanOrEqual(0);
        expect(kin === 1).toBe(asked === found);
      }),
    );
  });
});
