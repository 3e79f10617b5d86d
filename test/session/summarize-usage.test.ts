import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizeUsage } from '../../src/session/summarize-usage.js';
import { usageEvent } from '../contracts/store.js';
import { busyDays, DAY } from './busy-days.js';

const events = fc.array(
  fc
    .record({
      at: fc.integer({ min: 0, max: 4e12 }),
      session: fc.constantFrom('a', 'b', 'c'),
      project: fc.constantFrom('/p', '/q'),
      tool: fc.constantFrom('smart_read', 'optimize_context'),
      view: fc.constantFrom('outline', 'full', 'original', 'error', 'report', 'map', 'folder', 'answer'),
      file: fc.constantFrom('a.ts', 'b.ts', 'c.ts', undefined),
      baseline: fc.oneof(fc.constant(0), fc.nat(30_000)),
      returned: fc.nat(20_000),
      sent: fc.nat(500),
    })
    .map(({ file, ...event }) => (file === undefined ? event : { ...event, file })),
  { maxLength: 30 },
);

describe('summarizeUsage', () => {
  it('adds up to the token', () => {
    const summary = summarizeUsage(busyDays, { schemaTokens: 1_100 });
    expect(summary).toMatchObject({
      tokenizer: 'o200k_base',
      calls: 8,
      sessions: 2,
      period: { from: 0, to: DAY },
      baseline: 13_500,
      returned: 6_860,
      sent: 145,
      gross: 9_480,
      costs: { schema: 2_200, arguments: 145, originals: 2_000, rereads: 340, other: 500 },
      net: 4_295,
    });
  });

  it('tells tools, views, files and days apart', () => {
    const { byTool, byView, byFile, byDay } = summarizeUsage(busyDays, { schemaTokens: 1_100 });
    const nets = (groups: typeof byTool) => groups.map(({ name, calls, net }) => [name, calls, net]);
    expect(nets(byTool)).toEqual([
      ['smart_read', 6, 5_465],
      ['optimize_context', 1, 1_490],
      ['get_usage_stats', 1, -460],
    ]);
    expect(nets(byView)).toEqual([
      ['outline', 1, 7_980],
      ['original', 1, -2_015],
      ['optimize', 1, 1_490],
      ['report', 1, -460],
      ['symbol', 1, -330],
      ['unchanged', 1, -70],
      ['error', 1, -60],
      ['full', 1, -40],
    ]);
    expect(nets(byFile)).toEqual([
      ['a.ts', 3, 7_580],
      ['ctx:00', 1, -2_015],
      ['b.ts', 1, -40],
    ]);
    expect(nets(byDay)).toEqual([
      ['1970-01-01', 4, 7_540],
      ['1970-01-02', 4, -1_045],
    ]);
  });

  it('shows a loss as a loss', () => {
    const { net, gross } = summarizeUsage([usageEvent({ baseline: 100, returned: 110, sent: 10 })], {
      schemaTokens: 1_000,
    });
    expect([gross, net]).toEqual([-10, -1_020]);
  });

  it('keeps apart what stands against nothing that can be measured', () => {
    const { file: _, version: __, ...bare } = usageEvent({ baseline: 0, returned: 3_000, sent: 15 });
    const looks = ['map', 'folder', 'answer'].map((view) => ({ ...bare, view }));
    const without = summarizeUsage(busyDays, { schemaTokens: 1_100 });
    const apart = { calls: 3, tokens: 9_045 };
    const one = looks.map((look) => ({ ...look, session: 's1', at: 1 }));
    expect(summarizeUsage([...busyDays, ...one], { schemaTokens: 1_100 })).toEqual({
      ...without,
      calls: without.calls + 3,
      unmeasured: apart,
    });
    const alone = summarizeUsage(looks, { schemaTokens: 1_100 });
    expect(alone).toMatchObject({ calls: 3, sessions: 1, net: -1_100, unmeasured: apart, byTool: [] });
  });

  it('counts an answer that has a baseline, or names a file read before, as measured', () => {
    const { file: _, version: __, ...bare } = usageEvent({ view: 'answer', baseline: 900, returned: 300 });
    const again = usageEvent({ view: 'answer', baseline: 0, returned: 200 });
    const summary = summarizeUsage([bare, again], { schemaTokens: 0 });
    expect(summary).toMatchObject({
      gross: 600,
      costs: { rereads: 200 },
      unmeasured: { calls: 0, tokens: 0 },
    });
  });

  it('is all zeros for nothing', () => {
    expect(summarizeUsage([], { schemaTokens: 1_100 })).toEqual({
      tokenizer: 'o200k_base',
      calls: 0,
      sessions: 0,
      baseline: 0,
      returned: 0,
      sent: 0,
      gross: 0,
      costs: { schema: 0, arguments: 0, originals: 0, rereads: 0, other: 0 },
      net: 0,
      unmeasured: { calls: 0, tokens: 0 },
      byTool: [],
      byView: [],
      byFile: [],
      byDay: [],
    });
  });

  it('keeps the ten files that weigh most', () => {
    const many = Array.from({ length: 30 }, (_, n) => usageEvent({ file: `f${n}`, baseline: 100 * n }));
    const { byFile } = summarizeUsage(many, { schemaTokens: 0 });
    expect(byFile.map(({ name }) => name)).toEqual('f29 f28 f27 f26 f25 f24 f23 f22 f21 f20'.split(' '));
  });

  it('keeps files of the same name in two projects apart', () => {
    const { byFile } = summarizeUsage(
      [usageEvent({ project: '/p', file: 'a.ts' }), usageEvent({ project: '/q', file: 'a.ts' })],
      { schemaTokens: 0 },
    );
    expect(byFile.map(({ name }) => name)).toEqual(['/p/a.ts', '/q/a.ts']);
  });

  it('law: net is baseline less all costs, however it is cut', () => {
    fc.assert(
      fc.property(events, fc.nat(2_000), (some, schemaTokens) => {
        const { baseline, returned, sent, gross, costs, net, ...by } = summarizeUsage(some, { schemaTokens });
        expect(net).toBe(baseline - returned - sent - costs.schema);
        expect(net).toBe(
          gross - costs.schema - costs.arguments - costs.originals - costs.rereads - costs.other,
        );
        for (const groups of [by.byTool, by.byView, by.byDay]) {
          expect(groups.reduce((sum, group) => sum + group.net, 0)).toBe(net + costs.schema);
          expect(groups.reduce((sum, group) => sum + group.calls, by.unmeasured.calls)).toBe(some.length);
        }
        const ofFiles = some.filter((event) => 'file' in event).length;
        expect(by.byFile.reduce((sum, group) => sum + group.calls, 0)).toBe(ofFiles);
        const all = some.reduce((sum, event) => sum + event.returned + event.sent, 0);
        expect(returned + sent + by.unmeasured.tokens).toBe(all);
      }),
    );
  });

  it('law: a call that may claim nothing never raises the net', () => {
    fc.assert(
      fc.property(events, events, fc.nat(2_000), (some, more, schemaTokens) => {
        const before = summarizeUsage(some, { schemaTokens }).net;
        const costly = more.map((event) => ({ ...event, baseline: 0 }));
        expect(summarizeUsage([...some, ...costly], { schemaTokens }).net).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('law: order does not matter', () => {
    fc.assert(
      fc.property(events, (some) => {
        expect(summarizeUsage([...some].reverse(), { schemaTokens: 7 })).toEqual(
          summarizeUsage(some, { schemaTokens: 7 }),
        );
      }),
    );
  });
});
