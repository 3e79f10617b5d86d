import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { logTemplates } from '../../../src/optimize/passes/log-templates.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/log-templates');
const fixture = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');

const at = (k: number) => `2026-05-14T08:00:${String(k % 60).padStart(2, '0')}.${100 + k}Z`;
const heartbeat = (k: number) => `${at(k)} INFO worker-${k % 4} heartbeat ok in ${k} ms`;
const heartbeats = Array.from({ length: 100 }, (_, k) => heartbeat(k));
const access = (k: number, status: number) =>
  `10.0.0.${k % 9} - - [14/May/2026:08:00:${10 + (k % 50)} +0000] "GET /orders/${k} HTTP/1.1" ${status} ${1000 + k}`;
const accessLog = Array.from({ length: 300 }, (_, k) => access(k, k % 50 === 17 ? 503 : 200));
const alternating = Array.from(
  { length: 60 },
  (_, k) => `GET /users/${k}\n\nquery took ${k} ms\nsent ${k} rows`,
).join('\n');
const fold = (text: string, tool = {}) => textsAfter(logTemplates, [result('a', text, tool)])[0]!;
/** Without the marker. */
const folded = (lines: readonly string[]) => fold(lines.join('\n')).split('\n').slice(1);
const range = <T>(length: number, line: (k: number) => T) => Array.from({ length }, (_, k) => line(k));

passContract(logTemplates, {
  'a log of a service': [result('a', fixture('service.log'))],
  heartbeats: [result('a', heartbeats.join('\n'))],
  'an access log': [result('a', accessLog.join('\n'))],
  'statements that alternate': [result('a', alternating)],
});

describe('log-templates', () => {
  it.each(['service', 'syslog', 'access'])('folds %s as written by hand', (name) => {
    const text = fixture(`${name}.log`);
    expect(fold(text)).toBe(fixture(`${name}.expected.txt`).replace('HANDLE', handleOf(text)));
  });

  it('folds statements that alternate, whatever separates them', () => {
    expect(folded(alternating.split('\n'))).toEqual([
      '×60 GET /users/{0–59}',
      '×60 query took {0–59} ms',
      '×60 sent {0–59} rows',
    ]);
  });

  it('lists up to eight values and gives the range of more', () => {
    expect(folded(range(16, (k) => `${at(k)} INFO shard ${k % 8} flushed ${k} rows`))).toEqual([
      `×16 2026-05-14T08:00:00.100Z … 08:00:15.115Z INFO shard {${range(8, (k) => `${k} ×2`).join(', ')}} flushed {0–15} rows`,
    ]);
  });

  it('names a place whose values stand earlier in the line', () => {
    expect(folded(range(4, (k) => `${at(k)} INFO host${k} joined, now host${k} is leader`))).toEqual([
      '×4 2026-05-14T08:00:00.100Z … 08:00:03.103Z INFO {A: host0, host1, host2, host3} joined, now {A} is leader',
    ]);
  });

  it('keeps every message of errors as written, every value, and which stood together', () => {
    const lines = range(
      12,
      (k) => `${at(k)} ERROR login ${k} from 10.0.0.${k % 3} refused, the disk is full`,
    );
    expect(folded(lines)).toEqual([
      lines[0],
      '×12 … 08:00:11.111Z ERROR login {A} from {B} refused, the disk is full',
      '  {B} → {A}: 10.0.0.0 → 0, 3, 6, 9; 10.0.0.1 → 1, 4, 7, 10; 10.0.0.2 → 2, 5, 8, 11',
    ]);
  });

  it('keeps errors apart that differ in a word', () => {
    const lines = range(
      12,
      (k) => `${at(k)} ERROR login of ${k % 2 ? 'root' : 'admin'} refused, the disk is full`,
    );
    expect(folded(lines)).toEqual([lines[0], '×6 … 08:00:10.110Z', lines[1], '×6 … 08:00:11.111Z']);
  });

  it.each([
    ['an error', 'ERROR worker-1 heartbeat lost after 3 ms'],
    ['a warning', '2026-05-14 WARN worker-1 heartbeat late: 900 ms'],
    ['a status of 400 or more', access(1, 404)],
    ['an exit code', 'child 17 exited with code 137'],
    ['a failing test', '✗ saves the order (12 ms)'],
    ['a statement of its own', 'INFO worker-2 hands over to the night shift'],
  ])('keeps %s in the midst of others', (_, line) => {
    const lines = heartbeats.toSpliced(50, 0, line);
    expect(folded(lines)).toHaveLength(2);
    expect(folded(lines)[1]).toBe(line);
  });

  it.each([
    (k: number) => `job ${k} of the nightly batch ended, rc=${k}`,
    (k: number) => `job ${k} of the nightly batch ended: returncode ${k}`,
    (k: number) => `job ${k} of the nightly batch was terminated by signal ${k}`,
    (k: number) => `changed: [web-${k}] => {"rc": ${k}, "delta": "0:00:01"}`,
    (k: number) => `${at(k)} ERROR worker exited with code ${k + 1}`,
    (k: number) => access(k, 500 + (k % 4)),
    (k: number) => `src/a.ts(${k + 1},5): error TS2322: Type 'string' is not assignable.`,
    (k: number) => `FAILED tests/test_cart.py::test_total_${k}`,
  ])('keeps each line that states a fact of its own: %s', (line) => {
    const text = range(30, line).join('\n');
    expect(fold(text)).toBe(text);
  });

  it('folds equal warnings that follow each other, and keeps those that stand alone', () => {
    const warning = 'stderr | (node:4127) Warning: setTypeParser is deprecated, use types.set';
    const lines = [...range(12, () => warning), 'one done', warning, 'two done'];
    expect(folded(lines)).toEqual([warning, '×12', 'one done', warning, 'two done']);
  });

  it('keeps a stack trace with its statement, and folds equal ones', () => {
    const trace = [
      'TypeError: x is not a function',
      '    at run (/app/src/jobs.js:10:5)',
      '    at next (/app/src/queue.js:3:9)',
    ];
    const lines = range(5, (k) => [`${at(k)} ERROR job ${k} failed`, ...trace, heartbeat(k)]).flat();
    expect(folded(lines)).toEqual([
      ...lines.slice(0, 4),
      '×5 … 08:00:04.104Z ERROR job {0, 1, 2, 3, 4} failed',
      '×5 2026-05-14T08:00:00.100Z … 08:00:04.104Z INFO worker-{0 ×2, 1, 2, 3} heartbeat ok in {0, 1, 2, 3, 4} ms',
    ]);
  });

  it('keeps what each of many failing tests expected and got', () => {
    const failures = range(8, (k) =>
      [
        `  ● cart › total of ${k} items`,
        '    expect(received).toBe(expected) // Object.is equality',
        `    Expected: ${k * 10} dollars and ${k} cents`,
        `    Received: ${k * 10 + 1} dollars and ${k} cents`,
        `    -   "total": ${k * 10},`,
        `    +   "total": ${k * 10 + 1},`,
        `  left: ${k} apples`,
        ` right: ${k + 1} apples`,
        '',
      ].join('\n'),
    ).join('\n');
    expect(fold(failures)).toBe(failures);
  });

  it.each([
    ['a file name and a time', (k: number) => `api.log.1_13:53:${10 + k} INFO instance ${k} is up now`],
    ['a dash', (k: number) => `- 11178385${10 + k} node-${k} cache parity is good again`],
    ['a count of no errors', (k: number) => `batch ${k} done: 12 rows, 0 errors, failed=0, rc=0`],
  ])('folds a log whose lines have %s', (_, line) => {
    expect(folded(range(40, line))).toHaveLength(1);
  });

  it.each([
    ['figures without words', range(50, (k) => `${k},${k * k},${k % 7}.5`)],
    ['rows of a table', range(50, (k) => `${k},blue pencil,${k % 7}.5`)],
    ['a table in Markdown', range(50, (k) => `| ${k} | blue pencil |`)],
    ['search hits', range(50, (k) => `src/views/list.ts:${k * 3}:  render(item);`)],
    ['a diff', ['@@ -1,50 +1,50 @@', ...range(50, (k) => `+const x${k} = load(${k});`)]],
    ['code', range(50, (k) => `const field${k} = load(${k});`)],
    ['code of Python', range(50, (k) => `field_${k} = load(${k})`)],
    ['passing tests', range(50, (k) => `✓ adds ${k} items to the cart`)],
    ['a folder', range(50, (k) => `-rw-r--r-- 1 root root ${k} 2026-05-14 08:00:00.000 page-${k}.md`)],
    [
      'commits',
      range(
        50,
        (k) =>
          `commit ${k}f00d\nAuthor: Ann <ann@example.com>\nDate:   Mon May ${1 + (k % 28)} 10:00:00 2026\n\n    Change number ${k}\n`,
      ),
    ],
    [
      'headings with text of their own',
      range(50, (k) => `Chapter ${k} of the book\n${'abcdefghij'[k % 10]!.repeat(k + 2)} it was`),
    ],
  ])('leaves %s alone', (_, lines) => {
    expect(fold(lines.join('\n'))).toBe(lines.join('\n'));
  });

  it('leaves a file that was read alone', () => {
    const text = heartbeats.join('\n');
    expect(fold(text, { name: 'Bash', input: { command: 'cat src/table.ts' } })).toBe(text);
  });

  it('loses no critical fact of any log', () => {
    const word = fc.constantFrom(
      'job',
      'failed',
      'user',
      'exited with code',
      'GET /a',
      'status',
      'src/a.ts:3:5:',
      'error',
    );
    const line = fc
      .tuple(
        fc.constantFrom('INFO', 'WARN', 'ERROR'),
        fc.array(fc.oneof(word, fc.nat({ max: 600 }).map(String)), { minLength: 1, maxLength: 5 }),
      )
      .map(([level, words]) => `${level} ${words.join(' ')}`);
    const log = fc
      .array(line, { minLength: 1, maxLength: 6 })
      .chain((pool) => fc.array(fc.tuple(fc.constantFrom(...pool), fc.nat({ max: 99 })), { maxLength: 60 }))
      .map((lines) => lines.map(([said, k]) => `${at(k)} ${said} ${k}`).join('\n'));
    const critical = (text: string) =>
      factsOf(text).flatMap(({ kind, value }) => (isCritical(kind) ? [`${kind} ${value}`] : []));
    fc.assert(
      fc.property(log, (text) => {
        expect(critical(fold(text))).toEqual(expect.arrayContaining(critical(text)));
      }),
    );
  });

  it.each([
    [
      'a user',
      (k: number) => `session ${k} opened for user=u${k} by uid=0`,
      'session 50 opened for user=root by uid=0',
    ],
    [
      'a host',
      (k: number) => `INFO asked https://api${k % 40}.example.com/v1 in ${k} ms`,
      'INFO asked https://evil.test/v1 in 3 ms',
    ],
    ['no number', (k: number) => `INFO order ${k} total ${20 + k} EUR`, 'INFO order 50 total NaN EUR'],
    ['a letter', (k: number) => `[I] worker processed ${k}`, '[E] worker processed 50'],
    [
      'a word',
      (k: number) => `message ${k} from queue orders was handled`,
      'message 50 from queue orders was dropped',
    ],
  ])('leaves alone a statement with %s unlike all others', (_, usual, rare) => {
    const lines = range(120, (k) => `${at(k)} ${k === 50 ? rare : usual(k)}`);
    const text = folded(lines).filter((line) => !line.startsWith('— '));
    expect(text).toHaveLength(2);
    expect(text[0]).toMatch(/^×119 /);
    expect(text[1]).toBe(`${text[1]!.split(' ')[0]} ${rare}`);
  });

  it('keeps every value of errors in another language', () => {
    const text = folded(
      range(
        100,
        (k) =>
          `${at(k)} ${k % 9 ? `INFO Datei ${k} gelesen` : `FEHLER Datei ${k} konnte nicht gelesen werden`}`,
      ),
    ).join('\n');
    for (let k = 0; k < 100; k += 9) expect(text).toMatch(new RegExp(`\\b${k}\\b`));
  });

  it('leaves alone a list of checksums', () => {
    const list = range(30, (k) => `${(k * 7919).toString(16).padStart(64, 'a')}  f${k}.bin`).join('\n');
    expect(fold(list)).toBe(list);
  });
});
