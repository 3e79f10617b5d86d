import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimKey } from '../../src/similarity/claim-key.js';

const SAME: readonly (readonly [string, string])[] = [
  [
    'The scheduler wakes up every 30 seconds and looks for jobs that are due.',
    'Every thirty seconds, the scheduler wakes up and looks for jobs that are due.',
  ],
  [
    "If the checksum doesn't match, the download will be discarded.",
    'The download is dropped when the checksum does not match.',
  ],
  ['Responses are kept in memory for five minutes.', 'Responses are kept for 5 minutes in memory.'],
  [
    'The generated client is fully compatible with the previous release.',
    'The generated client is entirely compatible with the prior release.',
  ],
  [
    'The migration adds an extra column to the users table.',
    'The migration adds an additional column to the users table.',
  ],
  [
    'The library lets you cancel a request at any time.',
    'The library allows you to cancel a request at any time.',
  ],
  ['The parser accepts both single and double quotes.', 'The parser accepts single and double quotes.'],
  [
    'Rendering is performed concurrently by several workers.',
    'Several workers perform rendering in parallel.',
  ],
  [
    "The feature isn't available on Windows at the moment.",
    'The feature is not currently available on Windows.',
  ],
  [
    'The tool detects the package manager automatically.',
    'The package manager is detected automatically by the tool.',
  ],
  ['Each plugin may define its own commands.', 'Every plugin can define its own commands.'],
  [
    'The server sends a ping every 20 seconds to keep the connection alive.',
    'To keep the connection alive, the server sends a ping every 20 seconds.',
  ],
  [
    'The script exits with code 2 if the folder is missing.',
    'If the directory is missing, the script exits with code 2.',
  ],
  ['The API returns at most 100 items per page.', 'The API returns no more than 100 items per page.'],
  [
    'Because of a bug in the driver, timestamps were rounded incorrectly.',
    'Timestamps were rounded incorrectly due to a bug in the driver.',
  ],
  [
    'The index is updated asynchronously after each write.',
    'After every write, the index is updated asynchronously.',
  ],
  [
    'Long lines are wrapped by the formatter unless wrapping is turned off.',
    'Unless wrapping is disabled, the formatter wraps long lines.',
  ],
  [
    'Credentials are read from the environment before the config file is checked.',
    'Before the config file is checked, credentials are read from the environment.',
  ],
  [
    'The upgrade took about 20 minutes on the staging cluster.',
    'The upgrade took approximately 20 minutes on the staging cluster.',
  ],
];

const DIFFERENT: readonly (readonly [string, string])[] = [
  [
    'The worker copies the file to the disk for 5 minutes.',
    'The worker copies the disk to the file for 5 minutes.',
  ],
  ['If the build fails, the job will be retried.', 'If the build fails, the job will not be retried.'],
  ['Each job has several tasks.', 'Each task has several jobs.'],
  ['The server may not respond.', 'The server cannot respond.'],
  [
    'The tests ran for 5 minutes before the timeout of 10 minutes.',
    'The tests ran for 10 minutes before the timeout of 5 minutes.',
  ],
  ['Both replicas are read.', 'Replicas are read.'],
  ['The data is sent within 5 seconds.', 'The data is sent after 5 seconds.'],
  [
    'The user with the token calls the API with the key.',
    'The user with the key calls the API with the token.',
  ],
  [
    'The server is called by the client when the cache calls the server.',
    'The client is called by the server when the cache calls the server.',
  ],
  ['A is created by B and C.', 'B and A are created by C.'],
  ['The size of the cache of the client is read.', 'The size of the client of the cache is read.'],
  [
    'The client sends data to the server and the server sends data to the proxy.',
    'The client sends data to the proxy and the server sends data to the server.',
  ],
  ['The option overrides the flag of the file.', 'The flag overrides the option of the file.'],
  [
    'The argument is passed to the parameter of the function.',
    'The parameter is passed to the argument of the function.',
  ],
  ['The files that are deleted are not listed.', 'The files that are not deleted are listed.'],
  ['The files are not always deleted.', 'The files are always not deleted.'],
  ['Not all files are deleted.', 'All files are not deleted.'],
  ['Only the cache is read by the worker.', 'The cache is only read by the worker.'],
  ['Only the worker reads the cache.', 'Only the cache is read by the worker.'],
  ['The worker only reads the cache.', 'Only the worker reads the cache.'],
  ['The cache is read only by the worker.', 'The worker reads only the cache.'],
  [
    'The script runs automatically and stops the server.',
    'The script runs and automatically stops the server.',
  ],
  ['The data cached by the proxy is deleted.', 'The data is cached by the proxy deleted.'],
  ['The build is cached.', 'The build caches.'],
  [
    'The client is stopped by the server before it restarts.',
    'The server is stopped by the client before it restarts.',
  ],
  ['If the client is idle, the server closes it.', 'If the server is idle, the client closes it.'],
  ['Before the file is closed, the lock is released.', 'Before the lock is released, the file is closed.'],
  ['In version 2, the option was added.', 'In version 3, the option was added.'],
  ['By the end of the day, the queue is emptied.', 'At the end of the day, the queue is emptied.'],
  ['The key is sorted by the value.', 'The value is sorted by the key.'],
  ['The team of the user is shown.', 'The user of the team is shown.'],
  ['The number of users of each group is shown.', 'The number of groups of each user is shown.'],
  ['The worker cannot be stopped by the parent.', 'The parent cannot be stopped by the worker.'],
  [
    'The output is read from the file named in the config.',
    'The config is read from the file named in the output.',
  ],
  [
    'The lock can be taken by the reader if the writer holds it.',
    'The lock can be taken by the writer if the reader holds it.',
  ],
  ['You can disable the cache for the server.', 'You can disable the server for the cache.'],
  ['The value has been changed.', 'The value has changed the default.'],
  ['The token was issued in May.', 'The token may be issued.'],
  ['The request is retried 3 times for 5 seconds.', 'The request is retried 5 times for 3 seconds.'],
  [
    'The log is kept for 7 days and the backup for 30 days.',
    'The log is kept for 30 days and the backup for 7 days.',
  ],
  [
    'The cron job checks every 5 minutes and reports every 10 minutes.',
    'The cron job checks every 10 minutes and reports every 5 minutes.',
  ],
  [
    'At most 5 retries are made if at least 3 nodes are up.',
    'At least 5 retries are made if at most 3 nodes are up.',
  ],
  ['The parser that reads the file calls the lexer.', 'The lexer calls the parser that reads the file.'],
  ['The primary is followed by the replica.', 'The replica is followed by the primary.'],
  [
    'With caching, the build is faster than without it.',
    'Without caching, the build is faster than with it.',
  ],
  [
    'The tool shows files with errors and hides files with warnings.',
    'The tool shows files with warnings and hides files with errors.',
  ],
  [
    'It is safe to delete the file unless the lock is held.',
    'It is safe to delete the file if the lock is held.',
  ],
  ['The hook runs until the build ends.', 'The hook runs when the build ends.'],
  ['Requests are sent via the proxy.', 'Requests are sent to the proxy.'],
  ['The first test and the last build failed.', 'The last test and the first build failed.'],
  [
    'The daemon is started before the network and after the disk.',
    'The daemon is started after the network and before the disk.',
  ],
  ['The server stops accepting requests.', 'The server accepts stopping requests.'],
  [
    'The process was killed by the kernel since it used too much memory.',
    'The kernel was killed since the process used too much memory.',
  ],
  ['The API has been removed.', 'The API will have been removed.'],
  ['The table is locked while rows are written.', 'Rows are locked while the table is written.'],
  ['Added support for A in B.', 'Added support for B in A.'],
  ['The names of all files in the folder are printed.', 'The names of the folders in all files are printed.'],
  ['The version is 2.10.', 'The version is 2.1.'],
  ['The latency fell from 20 ms to 10 ms.', 'The latency rose from 10 ms to 20 ms.'],
];

describe('claimKey', () => {
  it.each(SAME)('is one for: %s | %s', (a, b) => {
    expect(claimKey(a)).toBe(claimKey(b));
  });

  it.each(DIFFERENT)('tells apart: %s | %s', (a, b) => {
    expect(claimKey(a)).not.toBe(claimKey(b));
  });

  it('tells apart every hard negative of the development set', () => {
    const file = path.resolve(import.meta.dirname, '../../bench/semantic/pairs/hard-negatives.dev.json');
    const pairs: readonly { readonly a: string; readonly b: string }[] = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    expect(pairs.filter(({ a, b }) => claimKey(a) === claimKey(b))).toEqual([]);
    expect(pairs.length).toBeGreaterThan(100);
  });

  it.each([
    ['numbers', 'The pool holds %s idle connections at a time.', '12', '13'],
    ['names', 'The pool is owned by %s in this release.', 'Redis', 'Memcached'],
    ['paths', 'The pool is read from %s at startup.', '/etc/pool.conf', '/etc/poll.conf'],
    ['options', 'The pool is emptied by %s at startup.', '--flush', '--force'],
    ['quotations', 'The pool is called %s in the manual.', '"main"', '"spare"'],
    ['code', 'The pool is closed by %s at exit.', '`end()`', '`stop()`'],
    ['negations', 'The pool is %s closed at exit.', '', 'not'],
    ['modals', 'The pool %s closed at exit.', 'may be', 'should be'],
    ['tenses', 'The pool %s closed at exit.', 'is', 'was'],
    ['quantifiers', '%s pools are closed at exit.', 'All', 'Most'],
    ['conditions', 'The pool is closed %s the client is idle.', 'if', 'unless'],
  ])('tells %s apart', (_, frame, one, other) => {
    expect(claimKey(frame.replace('%s', one))).not.toBe(claimKey(frame.replace('%s', other)));
  });

  it('keeps every number and every negation of any sentence', () => {
    const words = fc.constantFrom(
      'the',
      'server',
      'reads',
      'is',
      'closed',
      'by',
      'if',
      'a',
      'client',
      ',',
      'can',
      'be',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 14 }),
        fc.nat(14),
        fc.integer({ min: 21, max: 99 }),
        (said, at, n) => {
          const withNumber = [...said.slice(0, at), String(n), ...said.slice(at)].join(' ');
          expect(claimKey(withNumber)).toContain(String(n));
          const negated = [...said.slice(0, at), 'not', ...said.slice(at)].join(' ');
          expect(claimKey(negated)).toMatch(/\bnot\b/);
        },
      ),
    );
  });

  it('is none for what is too long to be a sentence', () => {
    expect(claimKey('word '.repeat(10_000))).toBeUndefined();
  });

  it('is the same each time, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(claimKey(text)).toBe(claimKey(text));
      }),
    );
  });
});
