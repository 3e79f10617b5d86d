import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { repeatedLines } from '../../../src/optimize/passes/repeated-lines.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const at = (k: number) => `2026-05-14T08:00:${String(k % 60).padStart(2, '0')}.${100 + k}Z`;
const heartbeat = (k: number) => `${at(k)} INFO worker-${k % 4} heartbeat ok in ${k} ms`;
const heartbeats = Array.from({ length: 100 }, (_, k) => heartbeat(k));
const access = (k: number, status: number) =>
  `10.0.0.${k % 9} - - [14/May/2026:08:00:${k % 60} +0000] "GET /orders/${k} HTTP/1.1" ${status} ${1000 + k}`;
const accessLog = Array.from({ length: 300 }, (_, k) => access(k, k % 50 === 17 ? 503 : 200));
const fold = (text: string, tool = {}) => textsAfter(repeatedLines, [result('a', text, tool)])[0]!;

passContract(repeatedLines, {
  heartbeats: [result('a', heartbeats.join('\n'))],
  'an access log': [result('a', accessLog.join('\n'))],
  'statements that alternate': [
    result(
      'a',
      Array.from({ length: 60 }, (_, k) => `GET /users/${k}\n\nquery took ${k} ms\nsent ${k} rows`).join(
        '\n',
      ),
    ),
  ],
});

describe('repeated-lines', () => {
  it('keeps the first line, the last, and their count', () => {
    const text = heartbeats.join('\n');
    expect(fold(text)).toBe(
      [heartbeat(0), `[ctxopt: 98 repeated lines, ${handleOf(text)}]`, heartbeat(99)].join('\n'),
    );
  });

  it('folds statements that alternate', () => {
    const lines = Array.from({ length: 40 }, (_, k) => [
      `request ${k} came in`,
      '',
      `request ${k} took ${k} ms`,
    ]).flat();
    expect(fold(lines.join('\n'))).toBe(
      [
        'request 0 came in',
        '',
        'request 0 took 0 ms',
        '',
        `[ctxopt: 76 repeated lines of 2 kinds, ${handleOf(lines.join('\n'))}]`,
        '',
        'request 39 came in',
        '',
        'request 39 took 39 ms',
      ]
        .join('\n')
        .replace('ms\n\n[', 'ms\n[')
        .replace(']\n\nrequest', ']\nrequest'),
    );
  });

  it.each([
    ['an error', 'ERROR worker-1 heartbeat lost after 3 ms'],
    ['a warning', '2026-05-14 WARN worker-1 heartbeat late: 900 ms'],
    ['a status of 400 or more', access(1, 404)],
    ['an exit code', 'child 17 exited with code 137'],
    ['a failing test', '✗ saves the order (12 ms)'],
    ['a word of its own', '2026-05-14T08:00:01.100Z INFO worker-2 heartbeat skipped in 4 ms'],
  ])('keeps %s in the midst of others', (_, line) => {
    const lines = heartbeats.flatMap((beat, k) =>
      k % 30 === 15 ? [beat, line.replace('17', `${k}`)] : [beat],
    );
    const folded = fold(lines.join('\n')).split('\n');
    expect(folded.length).toBeLessThan(20);
    const others = lines.filter((kept) => !heartbeats.includes(kept));
    expect(folded.filter((kept) => others.includes(kept))).toEqual(others);
  });

  it.each([
    (k: number) => `job ${k} of the nightly batch ended, rc=${k}`,
    (k: number) => `job ${k} of the nightly batch ended: returncode ${k}`,
    (k: number) => `job ${k} of the nightly batch was terminated by signal ${k}`,
    (k: number) => `changed: [web-${k}] => {"rc": ${k}, "delta": "0:00:01"}`,
  ])('keeps each process that did not end well: %s', (ended) => {
    const text = Array.from({ length: 30 }, (_, k) => ended(k + 1)).join('\n');
    expect(fold(text)).toBe(text);
  });

  it('keeps each of fifty errors that differ only in a number', () => {
    const errors = Array.from(
      { length: 50 },
      (_, k) => `src/a.ts(${k + 1},5): error TS2322: Type 'string' is not assignable.`,
    );
    expect(fold(errors.join('\n'))).toBe(errors.join('\n'));
  });

  it('folds equal warnings that follow each other, and keeps those that stand alone', () => {
    const warning = 'stderr | (node:4127) Warning: setTypeParser is deprecated, use types.set';
    const lines = [...Array.from({ length: 12 }, () => warning), 'one done', warning, 'two done'];
    expect(fold(lines.join('\n')).split('\n')).toEqual([
      warning,
      `[ctxopt: 10 repeated lines, ${handleOf(lines.join('\n'))}]`,
      warning,
      'one done',
      warning,
      'two done',
    ]);
  });

  it('keeps what each of many failing tests expected and got', () => {
    const failures = Array.from({ length: 8 }, (_, k) => [
      `  ● cart › total of ${k} items`,
      '    expect(received).toBe(expected) // Object.is equality',
      `    Expected: ${k * 10} dollars and ${k} cents`,
      `    Received: ${k * 10 + 1} dollars and ${k} cents`,
      `    -   "total": ${k * 10},`,
      `    +   "total": ${k * 10 + 1},`,
      `  left: ${k} apples`,
      ` right: ${k + 1} apples`,
      '',
    ]);
    expect(fold(failures.flat().join('\n'))).toBe(failures.flat().join('\n'));
  });

  it('folds a log whose lines begin with a file name and a time', () => {
    const lines = Array.from(
      { length: 40 },
      (_, k) => `api.log.1_13:53:${10 + k} INFO instance ${k} is up now`,
    );
    expect(fold(lines.join('\n')).split('\n')).toHaveLength(3);
  });

  it('folds a log whose lines begin with a dash', () => {
    const lines = Array.from(
      { length: 40 },
      (_, k) => `- 11178385${10 + k} node-${k} cache parity is good again`,
    );
    expect(fold(lines.join('\n')).split('\n')).toHaveLength(3);
  });

  it('takes a count of no errors for no alarm', () => {
    const lines = Array.from({ length: 50 }, (_, k) => `batch ${k} done: 12 rows, 0 errors, failed=0, rc=0`);
    expect(fold(lines.join('\n')).split('\n')).toHaveLength(3);
  });

  it.each([
    ['figures without words', Array.from({ length: 50 }, (_, k) => `${k},${k * k},${k % 7}.5`)],
    ['search hits', Array.from({ length: 50 }, (_, k) => `src/views/list.ts:${k * 3}:  render(item);`)],
    ['a diff', ['@@ -1,50 +1,50 @@', ...Array.from({ length: 50 }, (_, k) => `+const x${k} = load(${k});`)]],
  ])('leaves %s alone', (_, lines) => {
    expect(fold(lines.join('\n'))).toBe(lines.join('\n'));
  });

  it('leaves a file that was read alone', () => {
    const text = heartbeats.join('\n');
    expect(fold(text, { name: 'Bash', input: { command: 'cat src/table.ts' } })).toBe(text);
  });
});
