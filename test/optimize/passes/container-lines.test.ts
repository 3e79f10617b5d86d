import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/optimize/facts.js';
import { containerLines } from '../../../src/optimize/passes/container-lines.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const time = (k: number) => `2026-01-05T10:00:${String(k % 60).padStart(2, '0')}.123456789Z`;
const line = (k: number, log: string, stream = 'stdout') => JSON.stringify({ log, stream, time: time(k) });
const lines = (length: number, log: (k: number) => string) =>
  Array.from({ length }, (_, k) => line(k, log(k))).join('\n');
const shown = (text: string, tool = {}) => textsAfter(containerLines, [result('a', text, tool)])[0]!;

passContract(containerLines, {
  'a log of text': [
    result(
      'a',
      lines(20, (k) => `GET /carts/${k} took ${k} ms\n`),
    ),
  ],
  'a log of JSON': [
    result(
      'a',
      lines(20, (k) => `${JSON.stringify({ level: 'info', msg: `job ${k}` })}\n`),
    ),
  ],
});

describe('container-lines', () => {
  it('writes what Docker keeps of a log as Kubernetes does', () => {
    const text = [
      line(1, 'listening on "0.0.0.0:80"\n'),
      line(2, 'Error: C:\\data\\cart.db is locked\n', 'stderr'),
      line(3, '{"level":"info","msg":"a \\"b\\""}\r\n'),
      line(4, 'cut off at 16 KB'),
      line(5, '\n'),
      '',
    ].join('\n');
    expect(shown(text)).toBe(
      [
        `${time(1)} stdout F listening on "0.0.0.0:80"`,
        `${time(2)} stderr F Error: C:\\data\\cart.db is locked`,
        `${time(3)} stdout F {"level":"info","msg":"a \\"b\\""}\r`,
        `${time(4)} stdout P cut off at 16 KB`,
        `${time(5)} stdout F `,
        '',
      ].join('\n'),
    );
  });

  it('leaves lines that hold more, or several lines, as they are', () => {
    const others = [
      '{"log":"a\\nb\\n","stream":"stdout","time":"2026-01-05T10:00:00Z"}',
      '{"log":"a\\n","stream":"stdout","attrs":{"tag":"x"},"time":"2026-01-05T10:00:00Z"}',
      '{"log":"a\\n","stream":"stdout"}',
      '{"log":"cut',
    ];
    const after = shown(`${lines(9, (k) => `line ${k}\n`)}\n${others.join('\n')}`).split('\n');
    expect(after.slice(9)).toEqual(others);
  });

  it('leaves a file that was read alone, unless it is a log', () => {
    const text = lines(20, (k) => `line ${k}\n`);
    expect(shown(text, { name: 'Read', input: { file_path: 'a.jsonl' } })).toBe(text);
    const log = '/var/lib/docker/containers/4f/4f-json.log';
    expect(shown(text, { name: 'Bash', input: { command: `cat ${log}` } })).not.toBe(text);
  });

  it('keeps every fact', () => {
    const said = fc.oneof(
      fc.constantFrom(
        'Error: connect ECONNREFUSED 10.0.0.5:5432\n',
        'src/a.ts(3,5): error TS2304: Cannot find name "x".\n',
        '    at run (/srv/app.js:3:5)\n',
        '{"level":50,"msg":"down: \\"x\\" is gone","status":502}\n',
        'GET /a HTTP/1.1" 503 12\n',
        'exit code 3\n',
        '✗ cart › adds up\n',
        '\u001b[31mFAIL\u001b[0m a.test.ts\n',
        'AssertionError: expected 3 to be 4\n',
        'TODO: never drop https://example.com/a?b=c\\d\n',
      ),
      fc.string({ maxLength: 40 }).map((each) => `${each}\n`),
    );
    const texts = fc.array(said, { minLength: 3, maxLength: 20 });
    let changes = 0;
    fc.assert(
      fc.property(texts, (all) => {
        const text = all.map((each, k) => line(k, each)).join('\n');
        const after = shown(text);
        if (after !== text) changes++;
        expect(factsOf(after)).toEqual(factsOf(text));
      }),
    );
    expect(changes).toBeGreaterThan(50);
  });
});
