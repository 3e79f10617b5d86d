import { describe, expect, it } from 'vitest';
import { searchQuery } from '../../src/repo/search-query.js';

describe('searchQuery', () => {
  it.each([
    ['where is `send` called', ['send']],
    ['how does res.sendFile work', ['res.sendFile']],
    ['what sets max_retries?', ['max_retries']],
    ['who calls Server::start or Foo#bar', ['Server::start', 'Foo#bar']],
    ['where is the retry delay computed', []],
    ["what is 'parse' and “read” for", ['parse']],
    ['see e.g. this sentence. And that', ['e.g']],
    ['', []],
  ])('names in %j', (question, names) => expect(searchQuery(question).names).toEqual(names));

  it('has each term once', () => {
    expect([...searchQuery('Retry delays: retries, delay?').terms]).toEqual(['retri', 'delai']);
  });

  it.each(['a', '.a', '`', 'aB', 'a.', '::', '_'])('comes to an end on 1 MB of %j', (unit) => {
    expect(searchQuery(unit.repeat(1_000_000 / unit.length)).names.length).toBeLessThanOrEqual(1);
  });
});
