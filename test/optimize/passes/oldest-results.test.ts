import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { oldestResults } from '../../../src/optimize/passes/oldest-results.js';
import { envFor, part, passContract, result, textsAfter } from '../../contracts/pass.js';

const words = 'alpha beta gamma delta epsilon zeta eta theta iota kappa'.split(' ');
const lines = Array.from({ length: 120 }, (_, k) => `step ${k} of ${words[k % 10]} ${words[(k * 7) % 9]}`);
const text = lines.join('\n');
const tokens = envFor().count(text).toLocaleString('en-US');
const asked = (id: string) =>
  part(id, '{}', { role: 'assistant', kind: 'tool_call', tool: { callId: id, name: 'Task' } });
/** Eight results of more than two thousand tokens, each asked for by itself. */
const newest = Array.from({ length: 8 }, (_, k) => [
  asked(`c${k}`),
  result(`n${k}`, `${k}\n${text}`, { name: 'Task' }),
]).flat();
const command = (line: string) => ({ name: 'Bash', input: { command: line } });
const old = result('old', text, command('make walk'));

const digestOf = (given: ReturnType<typeof result>) => textsAfter(oldestResults, [given, ...newest])[0]!;

passContract(oldestResults, { 'an old result and newer ones': [old, ...newest] });
passContract(oldestResults, { 'an old result and newer ones': [old, ...newest] }, { query: 'theta' });

describe('oldest-results', () => {
  it('leaves one line of what has no critical facts', () => {
    const handle = handleOf(text);
    expect(digestOf(old)).toBe(
      `[ctxopt: digest of Bash make walk, 120 lines of ${tokens} tokens, at its end: ${lines[119]}, ${handle}]`,
    );
  });

  it('says how it ended, and keeps each line with a critical fact', () => {
    const failed = [
      ...lines,
      'src/orders.ts(12,5): error TS2304: Cannot find name.',
      ...lines,
      ' ✕ books the invoice (12 ms)',
      'Exit code 2',
    ];
    expect(digestOf(result('f', failed.join('\n'), command('npm test'))).split('\n')).toEqual([
      expect.stringMatching(
        /^\[ctxopt: digest of Bash npm test, 243 lines of [\d,]+ tokens, exit code 2, 1 failing test, 1 error, ctx:/,
      ),
      failed[120],
      failed[241],
      failed[242],
    ]);
  });

  it('keeps a heading that the result was cut off behind', () => {
    const cut = result('c', [...lines, 'fatal: cannot merge:'].join('\n'), command('git pull'));
    expect(digestOf(cut).split('\n').slice(1)).toEqual(['fatal: cannot merge:']);
  });

  it('finds critical facts inside JSON', () => {
    const records = Array.from({ length: 60 }, (_, id) => ({ id, name: words[id % 10] }));
    const json = JSON.stringify({ records, log: 'started\nExit code 3\nbye' });
    expect(digestOf(result('j', json)).split('\n').slice(1)).toEqual(['Exit code 3']);
  });

  it('tells of a file what it was, not how it ends', () => {
    const read = (index: string) =>
      result(index, text, { name: 'Read', input: { file_path: 'src/walk.ts' } });
    expect(digestOf(read('r'))).toBe(
      `[ctxopt: digest of Read src/walk.ts, 120 lines of ${tokens} tokens, ${handleOf(text)}]`,
    );
    const named = part('u', 'now change walk.ts', { role: 'user', kind: 'text' });
    expect(textsAfter(oldestResults, [read('r'), ...newest, named])[0]).toBe(text);
    expect(textsAfter(oldestResults, [named, read('r'), ...newest])[0]).not.toBe(text);
  });

  it('works on what other passes of this run left, and counts what there was at first', () => {
    const now = {
      ...old,
      text: [`[ctxopt: excerpt of 60 of 120 lines, ${handleOf(text)}]`, ...lines.slice(0, 60)].join('\n'),
    };
    expect(digestOf(now)).toMatch(
      new RegExp(`^\\[ctxopt: digest of Bash make walk, 120 lines of ${tokens} tokens, .*\\]$`),
    );
  });

  it('leaves alone what is not far behind, small, to be preserved, or of an earlier run', () => {
    const untouched = (parts: readonly ReturnType<typeof result>[], preserved = (_: string) => false) =>
      expect(textsAfter(oldestResults, parts, { preserved })).toEqual(parts.map((one) => one.text));
    untouched([old, ...newest.slice(2)]);
    untouched([old, ...newest.map((one) => (one.role === 'tool' ? result(one.id, 'ok') : one))]);
    // Asked for at once, and answered before the assistant could read any of them.
    untouched([old, ...newest.filter(({ role }) => role === 'tool')]);
    untouched([result('x', 'short'), ...newest]);
    untouched([result('y', `[ctxopt: 3 lines, ctx:0123456789ab]\n${text}`), ...newest]);
    untouched([old, ...newest], (line) => line.includes('step 7 '));
  });
});
