import { describe, expect, it } from 'vitest';
import { againAt, asTheyCame, decisionsFor } from '../../src/session/decisions.js';

const decision = (key: string, until = key, text = `${key} until ${until}`) => ({
  key,
  until,
  text,
  before: 100,
  after: 10,
});

describe('decisionsFor', () => {
  it('takes those that hold for this conversation, whatever their order', () => {
    const found = [decision('b1'), decision('a1'), decision('x1'), decision('c1', 'elsewhere')];
    expect(decisionsFor(['a1', 'b1', 'c1'], found).map((one) => one?.text)).toEqual([
      'a1 until a1',
      'b1 until b1',
      undefined,
    ]);
  });

  it('prefers what was decided when all was looked at again, for the last part too', () => {
    const again = againAt('bc');
    const found = [decision('ab', again), decision('ab'), decision('bc'), decision('bc', again)];
    expect(decisionsFor(['ab', 'bc'], found).map((one) => one?.until)).toEqual([again, again]);
    expect(decisionsFor(['ab'], found).map((one) => one?.until)).toEqual(['ab']);
  });

  it('prefers the one that was taken with the most in view', () => {
    const found = [decision('a1'), decision('a1', 'c1'), decision('a1', 'b1'), decision('b1', 'c1')];
    expect(decisionsFor(['a1', 'b1', 'c1'], found).map((one) => one?.until)).toEqual(['c1', 'c1', undefined]);
    expect(decisionsFor(['a1', 'b1'], found).map((one) => one?.until)).toEqual(['b1', undefined]);
    expect(decisionsFor(['a1'], found).map((one) => one?.until)).toEqual(['a1']);
  });
});

describe('asTheyCame', () => {
  it('counts what was saved before, and saves nothing more', () => {
    const last = { key: 'a', until: 'a', before: 100, after: 40 };
    const those = [{ key: 'b', until: 'b', text: 'short', before: 160, after: 50 }];
    expect(asTheyCame(those, last)).toEqual([{ key: 'b', until: 'b', before: 160, after: 100 }]);
    expect(asTheyCame(those, undefined)).toEqual([{ key: 'b', until: 'b', before: 160, after: 160 }]);
  });

  it('lets those stand that may, with what each of them saves', () => {
    const last = { key: 'a', until: 'a', before: 100, after: 40 };
    const those = [
      { key: 'b', until: 'b', text: 'gone', passes: ['json'], before: 160, after: 50 },
      { key: 'c', until: 'c', text: 'short', passes: ['json'], before: 200, after: 70 },
      { key: 'd', until: 'd', passes: [], before: 220, after: 90 },
    ];
    expect(asTheyCame(those, last, ({ text }) => text !== 'gone')).toEqual([
      { key: 'b', until: 'b', before: 160, after: 100 },
      { ...those[1], after: 120 },
      { ...those[2], after: 140 },
    ]);
    expect(asTheyCame(those, last, () => true)).toEqual(those);
  });
});
