import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTerms } from '../../src/repo/search-terms.js';

describe('searchTerms', () => {
  it.each([
    ['parseHTTPResponse', ['pars', 'http', 'respons']],
    ['max_retry_delay', ['max', 'retri', 'delai']],
    ['utf8ToBase64', ['utf', 'base', '64']],
    ['XMLHttpRequest', ['xml', 'http', 'request']],
    ['$el._private', ['el', 'privat']],
    ['größeÄndern', ['größe', 'ändern']],
    ['设置代理', ['设置代理']],
    ['x = y + 1', []],
    ['', []],
  ])('splits %j', (text, terms) => expect(searchTerms(text)).toEqual(terms));

  it.each([
    ['computed computes computing compute computation'],
    ['retries retry retried retrying'],
    ['parse parses parsed parsing'],
    ['validate validation validating validated'],
    ['stopped stopping stops stop'],
    ['caches cached caching cache'],
    ['queries query'],
    ['sizes size sized sizing'],
  ])('gives one term for %s', (words) => expect(new Set(searchTerms(words)).size).toBe(1));

  it.each([
    ['pass', 'pas'],
    ['string', 'str'],
    ['thing', 'th'],
    ['need', 'ne'],
    ['server', 'service'],
    ['head', 'header'],
    ['number', 'numeral'],
  ])('tells %s from %s', (one, other) => expect(searchTerms(one)).not.toEqual(searchTerms(other)));

  it('drops what a question is made of', () => {
    expect(searchTerms('Where is the retry delay computed, and how?')).toEqual(['retri', 'delai', 'comput']);
  });

  it('gives letters and digits only, in lower case, without blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const term of searchTerms(text)) {
          expect(term).toMatch(/^[\p{L}\p{Nd}]+$/u);
          expect(term).toBe(term.toLowerCase());
        }
      }),
    );
  });

  it('knows a repeated word again whatever came between', () => {
    const before = searchTerms('requestHandler');
    searchTerms(Array.from({ length: 60_000 }, (_, i) => `word${i.toString(36)}`).join(' '));
    expect(searchTerms('requestHandler')).toEqual(before);
  });

  it.each(['a', 'A', 'aA', '7', 'é', '設', '_', 'ing', 'tion'])('comes to an end on 200 KB of %j', (unit) => {
    expect(searchTerms(unit.repeat(200_000 / unit.length)).length).toBeLessThanOrEqual(200_000);
  });
});
