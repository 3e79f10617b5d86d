import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { oldestResults } from '../../../src/optimize/passes/oldest-results.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const words = 'alpha beta gamma delta epsilon zeta eta theta iota kappa'.split(' ');
const lines = Array.from({ length: 200 }, (_, k) => `step ${k} of ${words[k % 10]} ${words[(k * 7) % 9]}`);
lines[90] = 'ERROR: cannot open src/orders.ts:12:5';
lines[120] = 'the invoice was booked';
const old = result('old', lines.join('\n'));
const newest = ['a', 'b', 'c', 'd'].map((id) => result(id, lines.slice(0, 150).join('\n')));

passContract(oldestResults, { 'an old result and newer ones': [old, ...newest] });

describe('oldest-results', () => {
  it('keeps head, tail and what alarms of an old result, and the newest whole', () => {
    const [digest, ...rest] = textsAfter(oldestResults, [old, ...newest]);
    expect(digest!.split('\n')).toEqual([
      `[ctxopt: digest without 183 of 200 lines, ${handleOf(old.text)}]`,
      ...lines.slice(0, 8),
      '…',
      lines[90],
      '…',
      ...lines.slice(192),
    ]);
    expect(rest).toEqual(newest.map(({ text }) => text));
  });

  it('keeps what was asked for', () => {
    const [digest] = textsAfter(oldestResults, [old, ...newest], { query: 'Where is the INVOICE?' });
    expect(digest).toContain('…\nthe invoice was booked\n…');
  });

  it('clips a long line', () => {
    const [digest] = textsAfter(oldestResults, [result('x', 'word '.repeat(5000)), ...newest]);
    expect(digest!.length).toBeLessThan(500);
  });

  it('leaves small results and those of an earlier run alone', () => {
    const parts = [
      result('x', 'short'),
      result('y', `[ctxopt: 3 lines, ctx:0123456789ab]\n${old.text}`),
      ...newest,
    ];
    expect(textsAfter(oldestResults, parts)).toEqual(parts.map(({ text }) => text));
  });
});
