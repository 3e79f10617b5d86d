import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfolded } from '../../bench/optimize/folds.js';
import { judgeOf } from '../../bench/optimize/judge.js';
import { factsOf } from '../../bench/optimize/rules/rules.js';
import { foldLog } from '../../src/optimize/logs/fold-log.js';

/** How many of a log's facts there are, and how many stand in what became of it. */
function judged(before: string, after: string): readonly [number, number] {
  const facts = factsOf('logs', [{ at: '', role: 'tool', text: before }]);
  const stands = judgeOf([{ at: '', text: after }]);
  return [facts.length, facts.filter((fact) => stands(fact, before.split('\n'), before)).length];
}

const first = '2026-01-02 10:00:01 ERROR db: query 7 of ann failed';
const log = `${first}
2026-01-02 10:00:02 ERROR db: query 8 of bob failed
2026-01-02 10:00:03 ERROR db: query 8 of ann failed`;
const linked = `${first}
×3 … 10:00:03 ERROR db: query {A} of {B} failed
  {B} → {A}: ann → 7, 8; bob → 8`;

describe('the judge on lines told as one', () => {
  it('reads each line where it is said which values stood together', () => {
    expect(unfolded(linked)).toBe(
      `${first}\n#-#-# #:#:# ERROR db: query 8 of ann failed\n#-#-# #:#:# ERROR db: query 8 of bob failed`,
    );
    expect(judged(log, linked)).toEqual([3, 3]);
  });

  it.each([
    [
      'times of several words',
      'Jul  1 10:00:01 E job 7 died',
      'Jul  2 10:00:01 E job {7, 8} died',
      'Jul  # #:#:#',
    ],
    [
      'a day left out',
      '2026-01-02T10:00:01.5Z E job 7 died',
      '10:00:04.5Z E job {7, 8} died',
      '#-#-#T#:#:#.#Z',
    ],
    [
      'a time in brackets',
      '[02/Jan/2026:10:00:01 +0000] E job 7 died',
      '10:00:04 +0000] E job {7, 8} died',
      '[#/Jan/#:#:#:# +#]',
    ],
    ['seconds', '1074120426 E job 7 died', '1114545444 E job {7, 8} died', '#'],
  ])('reads a single list: %s', (_, above, below, time) => {
    expect(unfolded(`${above}\n×2 … ${below}`)).toBe(`${above}\n${time} E job 8 died`);
  });

  it('reads equal values, and a value at two places', () => {
    expect(unfolded('E job 7 died, 7 restarts\n×4 E job {A: 7 ×2, 8 ×2} died, {A} restarts')).toBe(
      [7, 7, 8, 8].map((job) => `E job ${job} died, ${job} restarts`).join('\n'),
    );
  });

  it('reads values before the time, and lines with a trace below the first', () => {
    const above = '7 ann 1074120426 E died\n  at run (a.js:1:1)\n  at main (a.js:9:1)';
    expect(unfolded(`${above}\n×3 {A} {B} … 1114545444 E died\n  {B} → {A}: ann → 7, 8; bob → 9`)).toBe(
      `${above}\n8 ann # E died\n9 bob # E died`,
    );
  });

  it('reads lines with a second time, but not that time', () => {
    const above = '2026-01-02 10:00:01 E job 7 died (10:00:01.5)';
    expect(unfolded(`${above}\n×2 … 10:00:02 E job {7, 8} died ({10:00:01.5 … 10:00:02.5})`)).toBe(
      `${above}\n#-#-# #:#:# E job 8 died (#:#:#.#)`,
    );
  });

  it('reads lines that end with a carriage return', () => {
    expect(unfolded('10:00:01 E job 7 died\r\n×2 … 10:00:02 E job {7, 8} died\r\n')).toBe(
      '10:00:01 E job 7 died\n#:#:# E job 8 died\n',
    );
  });

  it('takes braces of the message itself for no values', () => {
    expect(unfolded('E no {id} for 7\n×2 E no {id} for {7, 8}')).toBe('E no {id} for 7\nE no {id} for 8');
  });

  it('counts the lines that it reads, and no more', () => {
    const lines = [1, 2, 3, 4, 5].map((k) => `2026-01-02 10:00:0${k} ERROR db: query ${k} failed`);
    const fold = `${lines[0]}\n×4 … 10:00:04 ERROR db: query {1, 2, 3, 4} failed`;
    expect(judged(lines.slice(0, 4).join('\n'), fold)).toEqual([1, 1]);
    expect(judged(lines.join('\n'), fold)).toEqual([1, 0]);
  });

  it('does not read the times of the lines between', () => {
    const lines = [1, 2, 3].map((k) => `node-${k} 10740000${k}0 ERROR link ${k} is down`);
    const fold = `${lines[0]}\n×3 {A} … 1074000030 ERROR link {B} is down\n  {A} → {B}: node-1 → 1; node-2 → 2; node-3 → 3`;
    expect(unfolded(fold).split('\n')[1]).toBe('node-2 # ERROR link 2 is down');
    expect(judged(lines.join('\n'), fold)).toEqual([3, 1]);
  });

  it.each([
    ['values are left out', `${first}\n×9 … 10:00:09 ERROR db: query {7, 8, … 7 more} of ann failed`],
    ['there are fewer than lines', `${first}\n×4 … 10:00:09 ERROR db: query {7, 8 ×2} of ann failed`],
    ['there are more than lines', `${first}\n×2 … 10:00:09 ERROR db: query {7, 8, 9} of ann failed`],
    ['they are a range', `${first}\n×3 … 10:00:09 ERROR db: query {7–9} of ann failed`],
    [
      'two lists are not linked',
      `${first}\n×3 … 10:00:09 ERROR db: query {7, 8, 9} of {ann, bob, eve} failed`,
    ],
    ['a list is not among the links', `${linked.replace('db:', '{db:, cache:, disk:}')}`],
    ['links are too few', linked.replace('; bob → 8', '')],
    ['links are too many', linked.replace('bob → 8', 'bob → 8, 9')],
    ['some links are left out', linked.replace('bob → 8', '… 1 more')],
    ['a link has a value too many', linked.replace('bob →', 'bob eve →')],
    [
      'a value of the links has no place',
      linked.replace('×3 … 10:00:03 ERROR db: query {A}', '×3 … 10:00:03 ERROR db: query 8'),
    ],
    ['a place is not linked', linked.replace('{B} →', '{C} →')],
    [
      'another line stands above',
      linked.replace(first, '2026-01-02 10:00:01 ERROR db: query 7 of ann succeeded'),
    ],
    ['no line stands above', linked.slice(first.length + 1)],
    ['the first does not have the first values', linked.replace('ann → 7, 8', 'ann → 8, 7')],
    ['it is no count', linked.replace('×3', 'x3')],
  ])('does not read lines where %s', (_, text) => {
    expect(unfolded(text)).toBe(text);
  });

  it('gives no credit for what it does not read', () => {
    expect(judged(log, linked.replace('; bob → 8', ''))).toEqual([3, 1]);
    expect(judged(log, linked.replace('bob → 8', 'bob → 9'))).toEqual([3, 2]);
    expect(judged(log, linked.replace('ann → 7, 8; bob → 8', 'ann → 7; bob → 8 ×2'))).toEqual([3, 2]);
  });

  it('reads in what the optimizer folds the very lines that were there, but for their times', () => {
    const word = fc.constantFrom(
      'ann',
      'bob',
      'host7',
      '10.0.0.1',
      '0x1f',
      '1,5',
      '-3',
      '77',
      '<b>',
      'a/b.c',
    );
    const templates = [
      (time: string, a: string, b: string) => `${time} ERROR query ${a} of ${b} failed, the disk is full`,
      (time: string, a: string, b: string) =>
        `${a} ${b} ${time} ERROR the link has gone down, no route is left`,
      (time: string, a: string, b: string) =>
        `shop[${a}]: ${time}: cannot load (${b}) of cart "${a}" any more`,
    ];
    const line = fc
      .tuple(fc.constantFrom(...templates), fc.integer({ min: 10, max: 59 }), word, word)
      .map(([template, second, a, b]) => template(`10:00:${second}`, a, b));
    const timed = /\d\d:\d\d:\d\d|#:#:#/;
    const equal = new RegExp(`^(.*)\\n×(\\d+)(?: … ${timed.source})?$`, 'gm');
    const timeless = (text: string) =>
      text
        .replace(equal, (_, line, count) => Array(Number(count)).fill(line).join('\n'))
        .split('\n')
        .map((each) => each.replace(timed, 'TIME'))
        .sort();
    fc.assert(
      fc.property(fc.array(line, { minLength: 5, maxLength: 40 }), (lines) => {
        const text = lines.join('\n');
        expect(timeless(unfolded(foldLog(text, () => false) ?? text))).toEqual(timeless(text));
      }),
    );
  });
});
