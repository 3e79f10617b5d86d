import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { tabulateLines } from '../../../src/optimize/json/tabulate-lines.js';
import { jsonLog } from '../../../src/optimize/passes/json-log.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/json-log');
const service = readFileSync(path.join(fixtures, 'service.log'), 'utf8');
const expected = readFileSync(path.join(fixtures, 'service.expected.txt'), 'utf8');

const at = (k: number) => 1778745600000 + 17 * k;
const iso = (k: number) => new Date(at(k)).toISOString();
const range = <T>(length: number, make: (k: number) => T) => Array.from({ length }, (_, k) => make(k));
const json = (records: readonly unknown[]) => records.map((record) => JSON.stringify(record));
const heartbeat = (k: number) => ({
  level: 30,
  time: at(k),
  worker: `w-${k % 4}`,
  ms: k,
  msg: `beat ${k} is fine`,
});
const heartbeats = range(100, heartbeat);

const fold = (text: string, tool = {}) => textsAfter(jsonLog, [result('a', text, tool)])[0]!;
/** Without the marker. */
const folded = (lines: readonly string[]) => fold(lines.join('\n')).split('\n').slice(1);

passContract(jsonLog, {
  'the log of a service': [result('a', service)],
  heartbeats: [result('a', json(heartbeats).join('\n'))],
});

describe('json-log', () => {
  it('folds as written by hand', () => {
    expect(fold(service)).toBe(expected.replace('HANDLE', handleOf(service)));
  });

  it('folds the table that stands for the lines as the lines themselves', () => {
    const text = json(heartbeats).join('\n');
    const table = tabulateLines(text, (each) => each.length)!;
    expect(table).toContain('<table lines: ');
    const marked = (after: string) => after.split('\n').slice(1);
    expect(marked(fold(table))).toEqual(marked(fold(text)));
  });

  it.each([
    [
      'zap',
      (k: number): object => ({ level: 'info', ts: at(k) / 1000, caller: `a.go:${k}`, msg: 'pod is bound' }),
    ],
    ['winston', (k: number) => ({ level: 'info', message: `order ${k} was placed`, timestamp: iso(k) })],
    ['bunyan', (k: number) => ({ name: 'a', level: 30, msg: 'came in', time: iso(k), v: k })],
    ['GCP', (k: number) => ({ severity: 'INFO', timestamp: iso(k), message: `job ${k} is done` })],
    ['ECS', (k: number) => ({ '@timestamp': iso(k), 'log.level': 'info', message: `job ${k} is done` })],
    ['Serilog', (k: number) => ({ '@t': iso(k), '@mt': 'Job {Id} is done', Id: k })],
    ['Docker', (k: number) => ({ log: `job ${k} is done\n`, stream: 'stdout', time: iso(k) })],
    ['nginx', (k: number) => ({ time: iso(k), remote: `10.0.0.${k}`, request: `GET /a/${k}`, status: 200 })],
  ])('folds the records of %s', (_, record) => {
    expect(folded(json(range(30, record)))).toEqual([expect.stringMatching(/^\{.* … .*\} ×30$/)]);
  });

  it('folds the records in what Docker wraps, by their own level and message', () => {
    const wrapped = (k: number, record: object) => ({
      log: `${JSON.stringify(record)}\n`,
      stream: 'stdout',
      time: iso(k),
    });
    const bad = wrapped(50, { level: 50, time: at(50), msg: 'the disk is full' });
    const lines = json(range(100, (k) => (k === 50 ? bad : wrapped(k, heartbeat(k)))));
    expect(folded(lines)).toEqual([
      expect.stringMatching(
        /^\{"log":\{"level":30,"time":.*"msg":"beat \{0–99\} is fine"\},"stream":"stdout",.*\} ×99$/,
      ),
      JSON.stringify(bad),
    ]);
  });

  it.each([
    ['an error of pino', { level: 50, time: at(3), msg: 'beat 3 is late' }],
    ['a warning of pino', { ...heartbeat(3), level: 40 }],
    ['a fatal one of pino', { ...heartbeat(3), level: 60 }],
    ['an error by name', { ...heartbeat(3), level: 'error' }],
    ['a warning by name', { ...heartbeat(3), level: 'WARN' }],
    ['an error by letter', { ...heartbeat(3), level: 'E' }],
    ['an error of syslog', { ...heartbeat(3), severity: 3 }],
    ['a status of 400 or more', { ...heartbeat(3), statusCode: 404 }],
    ['a status of 500 or more, deeper', { ...heartbeat(3), res: { status: 503 } }],
    ['an error in a field', { ...heartbeat(3), err: { message: 'socket hang up' } }],
    ['bad news in a field', { ...heartbeat(3), ok: false }],
    ['an exit code', { ...heartbeat(3), exitCode: 137 }],
    ['trouble in its message', { ...heartbeat(3), msg: 'beat 3 is refused' }],
    ['trouble in what it wraps', { log: '{"level":50,"msg":"down"}\n', stream: 'stdout', time: iso(3) }],
    ['a value unlike all others', { ...heartbeat(3), ms: null }],
    ['a word unlike all others', { ...heartbeat(3), msg: 'beat 3 is lost' }],
    ['a field of its own', { ...heartbeat(3), replica: true }],
    ['a statement of its own', { level: 30, time: at(3), msg: 'hands over to the night shift' }],
  ])('keeps %s in the midst of others', (_, record) => {
    const line = JSON.stringify(record);
    const after = folded(json(heartbeats).toSpliced(50, 0, line));
    expect(after).toHaveLength(2);
    expect(after[1]).toBe(line);
  });

  it.each(['Error: 500', 'a line of text', '    at run (/srv/app.js:3:5)', '{"cut": "o'])(
    'keeps what is no record: %s',
    (line) => {
      expect(folded(json(heartbeats).toSpliced(50, 0, line))).toContain(line);
    },
  );

  it('takes durations and sizes for no status', () => {
    const lines = json(
      range(200, (k) => ({ ...heartbeat(k), statusCode: 200, responseTime: 400 + k, bytes: 500 })),
    );
    expect(folded(lines)).toHaveLength(1);
  });

  describe.each([
    ['docker compose', () => 'web-1  | '],
    ['kubectl logs --prefix', () => '[pod/web-6d4b75cb6d-x2x7k/app] '],
    ['kubectl logs --timestamps', (k: number) => `${iso(k).replace('Z', '123456Z')} `],
    ['Kubernetes', (k: number) => `${iso(k).replace('Z', '123456Z')} stdout F `],
    ['syslog', (k: number) => `Jan  5 10:00:${String(10 + (k % 50))} web-1 shop[812]: `],
    ['pm2', () => '0|shop     | '],
  ])('behind what %s puts before each line', (_, prefix) => {
    const behind = (lines: readonly string[]) => lines.map((line, k) => prefix(k) + line);

    it('folds the records of one kind', () => {
      const after = folded(behind(json(heartbeats)));
      expect(after).toHaveLength(1);
      expect(after[0]).toMatch(/^.*\{"level":30,"time":\d+ … \d+,.*"msg":"beat \{0–99\} is fine"\} ×100$/);
      expect(after[0]).toContain(prefix(0).trim().split(' ').at(-1));
      expect(after[0]!.split(' … ').length).toBe(prefix(0) === prefix(2) ? 2 : 3);
    });

    it.each([
      ['an error of syslog', { ...heartbeat(3), severity: 3 }],
      ['an error in a field', { ...heartbeat(3), err: { message: 'socket hang up' } }],
      ['bad news in a field', { ...heartbeat(3), ok: false }],
      ['a status of 500 or more, deeper', { ...heartbeat(3), res: { status: 503 } }],
      ['a value unlike all others', { ...heartbeat(3), ms: null }],
      ['a field of its own', { ...heartbeat(3), replica: true }],
      ['an error of pino', { level: 50, time: at(3), msg: 'beat 3 is late' }],
    ])('keeps %s in the midst of others', (_, record) => {
      const lines = behind(json(heartbeats).toSpliced(50, 0, JSON.stringify(record)));
      const after = folded(lines);
      expect(after).toHaveLength(2);
      expect(after[1]).toBe(lines[50]);
    });
  });

  it('folds errors of one kind behind a prefix, and keeps what each says', () => {
    const error = (k: number) => ({
      level: 'error',
      time: iso(k),
      msg: `lost the lock on cart ${k % 9}`,
      node: `n${k % 5}`,
    });
    const lines = json(range(200, (k) => (k % 4 ? heartbeat(k) : error(k)))).map(
      (line) => `web-1  | ${line}`,
    );
    const after = folded(lines);
    expect(after.length).toBeLessThan(12);
    for (let k = 0; k < 9; k++)
      expect(after.join('\n')).toMatch(new RegExp(`cart ${k}\\b|[{ ]${k}(?: ×\\d+)?[,;}]`));
  });

  it('tells apart what several services log', () => {
    const lines = json(heartbeats).map((line, k) => `${k % 2 ? 'web-1 ' : 'api-12'} | ${line}`);
    const after = folded(lines);
    expect(after).toHaveLength(2);
    expect(after[0]).toMatch(/^api-12 \| .* ×50$/);
    expect(after[1]).toMatch(/^web-1 {2}\| .* ×50$/);
  });

  it('folds the lines of text among the records as other logs', () => {
    const text = (k: number) =>
      `db-1  | 2026-05-14 10:00:${String(k % 60).padStart(2, '0')} UTC LOG: checkpoint ${k} complete`;
    const odd = 'db-1  | 2026-05-14 10:01:00 UTC FATAL: the database system is shutting down';
    const lines = json(heartbeats).flatMap((line, k) => [`web-1 | ${line}`, ...(k % 3 ? [] : [text(k)])]);
    const after = folded([...lines, odd]);
    expect(after).toHaveLength(3);
    expect(after[1]).toMatch(
      /^×34 db-1 {2}\| 2026-05-14 10:00:00 UTC … 10:00:39 UTC LOG: checkpoint \{0–99\} complete$/,
    );
    expect(after[2]).toBe(odd);
  });

  it('keeps a heading of an error together with the line that it announces', () => {
    const lines = json(range(100, heartbeat)).map((line) => `web-1  | ${line}`);
    const heading = 'db-1   | 2026-05-14 10:01:00 ERROR: Unexpected exception:';
    const after = folded(lines.toSpliced(50, 0, heading));
    expect(after).toContain(heading);
    expect(after.length).toBeLessThan(6);
  });

  it.each([
    ['code', range(60, (k) => `const a${k} = {"level":30,"time":${at(k)},"msg":"a"};`)],
    ['hits of a search', range(60, (k) => `src/a.json:${k}: {"id":${k},"name":"n${k}"}`)],
  ])('leaves %s alone', (_, lines) => {
    expect(fold(lines.join('\n'))).toBe(lines.join('\n'));
  });

  it('keeps every error that differs in more than its time', () => {
    const errors = range(40, (k) => ({ level: 50, time: at(k), msg: `payment ${k} was declined` }));
    const lines = json(range(200, (k) => (k % 5 ? heartbeat(k) : errors[k / 5])));
    expect(folded(lines)).toEqual(expect.arrayContaining(json(errors)));
    expect(folded(lines)).toHaveLength(41);
  });

  it('loses no critical fact of any log', () => {
    const value = fc.oneof(
      fc.constantFrom(
        'failed',
        'ok',
        '',
        'GET /a HTTP/1.1 502',
        'src/a.ts:3:5: error TS1: no',
        'exited with code 3',
      ),
      fc.constantFrom('Error: no\n    at f (/srv/a.js:3:5)', '{"level":50,"msg":"down"}'),
      fc.nat({ max: 600 }),
      fc.constantFrom(null, true, false),
    );
    const record = fc.tuple(
      fc.constantFrom(20, 30, 40, 50, 'info', 'error'),
      fc.dictionary(fc.constantFrom('status', 'ok', 'err', 'error', 'stack', 'responseTime', 'user'), value, {
        maxKeys: 3,
      }),
      fc.constantFrom('job is done', 'job was refused', 'request completed'),
    );
    const log = fc
      .array(record, { minLength: 1, maxLength: 5 })
      .chain((pool) =>
        fc.array(fc.tuple(fc.constantFrom(...pool), fc.nat({ max: 99 })), { minLength: 8, maxLength: 60 }),
      )
      .map((all) =>
        json(
          all.map(([[level, rest, msg], k]) => ({ level, time: at(k), ...rest, msg: `${msg} ${k}` })),
        ).join('\n'),
      );
    const critical = (text: string) =>
      factsOf(text).flatMap(({ kind, value }) => (isCritical(kind) ? [`${kind} ${value}`] : []));
    let folds = 0;
    fc.assert(
      fc.property(log, (text) => {
        const after = fold(text);
        if (after !== text) folds++;
        expect(critical(after)).toEqual(expect.arrayContaining(critical(text)));
      }),
    );
    expect(folds).toBeGreaterThan(10);
  });

  it.each([
    ['records of data', range(60, (k) => ({ id: k, name: `n${k}`, price: k * 3 }))],
    [
      'messages of a session',
      range(60, (k) => ({ type: 'user', timestamp: iso(k), message: { role: 'user', content: `say ${k}` } })),
    ],
    ['few records', range(4, heartbeat)],
    ['records that all differ', range(20, (k) => ({ time: at(k), level: 30, [`key${k}`]: k, msg: 'came' }))],
  ])('leaves %s alone', (_, records) => {
    const text = json(records).join('\n');
    expect(fold(text)).toBe(text);
  });

  it('leaves a file that was read alone, unless it is a log', () => {
    const text = json(heartbeats).join('\n');
    expect(fold(text, { input: { command: 'cat data/beats.json' } })).toBe(text);
    expect(fold(text, { input: { command: 'cat logs/app.log' } })).not.toBe(text);
  });
});
