import { describe, expect, it } from 'vitest';
import { isStatement, namesSomething, standsAlone } from '../../src/similarity/is-statement.js';

describe('isStatement', () => {
  it.each([
    'The server closes idle connections.',
    'Requests that use a token are not counted.',
    'If the folder is missing, it is created.',
    'You can turn the cache off.',
  ])('is true of: %s', (sentence) => {
    expect(isStatement(sentence)).toBe(true);
  });

  it.each([
    'Is the server closing idle connections?',
    'The server closes idle connections!',
    'Run the tests before each commit.',
    'If a test fails, run it again alone.',
    'To start the server, run the script again.',
    'Then restart the server as root.',
    '- Install the package from the registry.',
    '2. Open the file in an editor.',
    'Do not push to the main branch.',
    'Never push to the main branch.',
    'IMPORTANT: the key is shown only once.',
    'You must give a name to each job.',
    'You should give a name to each job.',
    'The name must be given to each job.',
    'Please give a name to each job.',
    'No effect.',
  ])('is false of: %s', (sentence) => {
    expect(isStatement(sentence)).toBe(false);
  });
});

describe('standsAlone', () => {
  it.each([
    ['The cache is emptied every night.', true],
    ['Each worker has its own cache.', true],
    ['It is emptied every night.', false],
    ['This is why the cache is emptied.', false],
    ['However, the cache is emptied every night.', false],
    ['The same is true of the cache.', false],
    ['The cache described above is emptied every night.', false],
  ])('%s: %s', (sentence, expected) => {
    expect(standsAlone(sentence)).toBe(expected);
  });
});

describe('namesSomething', () => {
  it.each([
    ['The value is read once per request.', false],
    ['The value of `limit` is read once per request.', true],
    ['The value is read from src/app.ts once.', true],
    ['The value is kept in Redis.', true],
    ['The value is set by --limit once.', true],
  ])('%s: %s', (sentence, expected) => {
    expect(namesSomething(sentence)).toBe(expected);
  });
});
