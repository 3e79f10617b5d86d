import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { leftBehind } from '../../../src/optimize/reads/left-behind.js';
import { part, result } from '../../contracts/pass.js';

const call = (id: string) => part(id, '{}', { kind: 'tool_call', role: 'assistant', editable: false });
/** Turns of as many calls each, with their results. */
const turns = (...calls: readonly number[]): readonly Part[] =>
  calls.flatMap((count, turn) => [
    ...Array.from({ length: count }, (_, k) => call(`call-${turn}-${k}`)),
    ...Array.from({ length: count }, (_, k) => result(`result-${turn}-${k}`, 'done')),
  ]);
const behind = (parts: readonly Part[]) =>
  parts.flatMap(({ id, role }, at) => (role === 'tool' && at < leftBehind(parts) ? [id] : []));

describe('leftBehind', () => {
  it('takes the newest eight results for what the reader is at work on', () => {
    expect(behind(turns(1, 1, 1, 1, 1, 1, 1, 1))).toEqual([]);
    expect(behind(turns(1, 1, 1, 1, 1, 1, 1, 1, 1, 1))).toEqual(['result-0-0', 'result-1-0']);
  });

  it('leaves no result behind that nobody has answered yet', () => {
    expect(behind(turns(1, 12))).toEqual([]);
    expect(behind(turns(12))).toEqual([]);
    expect(behind(Array.from({ length: 20 }, (_, k) => result(`${k}`, 'done')))).toEqual([]);
  });

  it('leaves behind what was asked for at once only when the talk went on for some turns', () => {
    const batch = Array.from({ length: 12 }, (_, k) => `result-0-${k}`);
    expect(behind(turns(12, 8))).toEqual([]);
    expect(behind(turns(12, 8, 1))).toEqual([]);
    expect(behind(turns(12, 8, 1, 1))).toEqual(batch);
  });

  it('counts a result whose call is answered by words as well as by a call', () => {
    const words = part('words', 'All of it is done.', { kind: 'text', role: 'assistant' });
    const parts = turns(1, 1, 9, 1);
    expect(behind(parts)).toEqual(['result-0-0']);
    expect(behind([...parts, words])).toEqual(['result-0-0', 'result-1-0']);
  });

  it('never takes back what it left behind as the talk goes on', () => {
    const talk = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }).map((calls) => turns(...calls));
    fc.assert(
      fc.property(talk, talk, (before, more) => {
        expect(leftBehind([...before, ...more])).toBeGreaterThanOrEqual(leftBehind(before));
      }),
    );
  });

  it('knows of no result in a context without any', () => {
    expect(leftBehind([])).toBe(0);
    expect(leftBehind([part('u', 'Hello', { kind: 'text', role: 'user' })])).toBe(0);
  });
});
