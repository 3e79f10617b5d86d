import { describe, expect, it } from 'vitest';
import { recommendations } from '../../src/session/recommend.js';
import { usageEvent } from '../contracts/store.js';
import { busyDays } from './busy-days.js';

const whole = (file: string, returned: number, more = {}) =>
  usageEvent({ view: 'full', file, baseline: returned, returned, sent: 0, ...more });
/** Enough of a saving that the total is no loss. */
const saved = usageEvent({ baseline: 100_000, returned: 100 });

describe('recommendations', () => {
  it('are none where there is nothing to better', () => {
    expect(recommendations([])).toEqual([]);
    expect(recommendations(busyDays)).toEqual([]);
  });

  it('name files that were read whole again though unchanged', () => {
    const again = { baseline: 0 };
    const events = [saved, whole('a.ts', 1_500), whole('a.ts', 1_500, again), whole('a.ts', 1_500, again)];
    expect(recommendations(events)).toEqual([
      'a.ts was read whole 3 times in one session though unchanged: 3,000 tokens after the first. ' +
        'Quote its version tag back as `since`.',
    ]);
  });

  it('do not count another version, session or project as the same', () => {
    const events = [
      saved,
      whole('a.ts', 1_500),
      whole('a.ts', 1_500, { version: 'other' }),
      whole('a.ts', 1_500, { session: 'other' }),
      whole('a.ts', 1_500, { project: '/other' }),
    ];
    expect(recommendations(events)).toEqual([]);
  });

  it('name large files that were read whole, the largest first and three at most', () => {
    const events = [saved, ...[4, 9, 3, 7, 5].map((size) => whole(`f${size}.ts`, size * 1_000))];
    const advice = recommendations(events);
    expect(advice).toHaveLength(3);
    expect(advice[0]).toBe(
      'f9.ts was read whole for 9,000 tokens. Ask for view "outline", then for the one symbol or lines that are needed.',
    );
    expect(advice.map((text) => text.slice(0, 5))).toEqual(['f9.ts', 'f7.ts', 'f5.ts']);
  });

  it('call for less optimizing where originals are fetched back often', () => {
    const fetched = usageEvent({ view: 'original', baseline: 0, returned: 800 });
    const optimized = usageEvent({
      tool: 'optimize_context',
      view: 'optimize',
      baseline: 9_000,
      returned: 4_000,
    });
    expect(recommendations([saved, optimized, fetched, fetched, fetched])).toEqual([
      'Originals were fetched back 3 times for 2,400 tokens, of 5,000 saved by optimize_context. ' +
        'Optimize less: a gentler level, or `preserve` for what is needed.',
    ]);
    expect(recommendations([saved, optimized, fetched, fetched])).toEqual([]);
    const large = { ...optimized, baseline: 90_000 };
    expect(recommendations([saved, large, fetched, fetched, fetched])).toEqual([]);
  });

  it('name errors that cost', () => {
    const failed = usageEvent({ view: 'error', baseline: 0, returned: 90, sent: 10 });
    expect(recommendations([saved, failed, failed, failed])).toEqual([
      '3 of 4 calls ended in an error, for 300 tokens. Their hints say what to do; `ctxopt doctor` checks the setup.',
    ]);
  });

  it('say so where the whole is a loss', () => {
    const events = [usageEvent({ baseline: 100, returned: 1_200, sent: 50 })];
    expect(recommendations(events)).toEqual([
      'So far the MCP tools have cost 1,150 tokens more than they saved, their schemas not counted. ' +
        "If your files are small, the client's own reader is enough for them.",
    ]);
  });

  it('do not call maps, lists and questions a loss: what they spare cannot be measured', () => {
    const { file: _, version: __, ...bare } = usageEvent({ baseline: 0, returned: 4_000, sent: 10 });
    const looks = ['map', 'folder', 'answer'].map((view) => ({ ...bare, view }));
    expect(recommendations(looks)).toEqual([]);
    expect(recommendations([...looks, usageEvent({ baseline: 100, returned: 1_200, sent: 50 })])).toEqual([
      expect.stringMatching(/^So far the MCP tools have cost 1,150 tokens more than they saved/),
    ]);
  });

  it('count a question that gave only files read before as a loss', () => {
    const again = usageEvent({ view: 'answer', file: 'a.ts', baseline: 0, returned: 4_000, sent: 10 });
    expect(recommendations([again])).toHaveLength(1);
  });

  it('do not speak of small files where no read of a file lost', () => {
    const { file: _, version: __, ...bare } = usageEvent({ baseline: 0, returned: 400, sent: 0 });
    expect(recommendations([{ ...bare, tool: 'get_usage_stats', view: 'report' }])).toEqual([
      'So far the MCP tools have cost 400 tokens more than they saved, their schemas not counted.',
    ]);
  });

  it('stand in the order of what they are about', () => {
    const events = [
      saved,
      whole('large.ts', 6_000),
      whole('again.ts', 3_500),
      whole('again.ts', 3_500, { baseline: 0 }),
      ...Array.from({ length: 3 }, () => usageEvent({ view: 'original', baseline: 0, returned: 3_000 })),
    ];
    expect(recommendations(events).map((text) => text.split(' ', 1)[0])).toEqual([
      'Originals',
      'large.ts',
      'again.ts',
    ]);
  });
});
