import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../src/optimize/report/render-report.js';
import type { OptimizeReport } from '../../../src/optimize/report/report.js';

const report: OptimizeReport = {
  tokenizer: { id: 'o200k_base', exact: true },
  level: 'balanced',
  before: 12_345,
  after: 4567,
  passes: [
    { name: 'json', kind: 'lossless', saved: 0, parts: 0, reverted: 0, putBack: 0, undone: 0 },
    {
      name: 'exact-duplicates',
      kind: 'reversible',
      saved: 1778,
      parts: 2,
      reverted: 0,
      putBack: 0,
      undone: 0,
    },
    { name: 'repeated-lines', kind: 'reversible', saved: 6000, parts: 3, reverted: 0, putBack: 2, undone: 1 },
  ],
  facts: {
    checked: 1200,
    kept: 1177,
    leftOut: [
      { kind: 'number', count: 20, samples: ['17', '18', '19'], handle: 'ctx:000000000001' },
      { kind: 'url', count: 1, samples: ['https://a.b/c'], handle: 'ctx:000000000001' },
      { kind: 'number', count: 2, samples: ['7'], handle: 'ctx:000000000002' },
    ],
  },
  putBack: 2,
  undone: 1,
};

describe('renderReport', () => {
  it('says what was saved by which count, what is left out, and how to get it', () => {
    expect(renderReport(report)).toBe(
      [
        'Optimized (balanced): 12,345 → 4,567 tokens (63 % fewer), counted exactly with o200k_base.',
        'By pass: repeated-lines −6,000 in 3 parts, exact-duplicates −1,778 in 2 parts.',
        'Facts: 1,177 of 1,200 kept; left out number × 22 (e.g. 17), url × 1 (e.g. https://a.b/c).',
        'To see what was left out: smart_read {"path":"ctx:000000000001"}; likewise ctx:000000000002.',
        'Put back: 2 facts that a pass had taken out and that must survive; undone: 1 part left longer, for a pass would have lost such facts.',
      ].join('\n'),
    );
  });

  it('tells numbers within a range that is shown from what is left out', () => {
    const said = (leftOut: OptimizeReport['facts']['leftOut']) =>
      renderReport({ ...report, facts: { checked: 302, kept: 4, leftOut } }).split('\n')[2];
    const handle = 'ctx:000000000001' as const;
    const ranges = { count: 296, sample: '0–299' };
    const numbers = { kind: 'number', count: 296, samples: ['1', '2'], handle, ranges };
    const url = { kind: 'url', count: 2, samples: ['https://a.b/c'], handle };
    expect(said([numbers])).toBe('Facts: 4 of 302 kept, 296 more lie within ranges shown, such as 0–299.');
    expect(said([{ ...numbers, count: 298, samples: ['700', '800'] }])).toBe(
      'Facts: 4 of 302 kept, 296 more lie within ranges shown, such as 0–299; left out number × 2 (e.g. 700).',
    );
    expect(said([{ ...numbers, count: 1, ranges: { ...ranges, count: 1 } }, url])).toBe(
      'Facts: 4 of 302 kept, 1 more lies within ranges shown, such as 0–299; left out url × 2 (e.g. https://a.b/c).',
    );
  });

  it('calls an estimate an estimate', () => {
    expect(
      renderReport({ ...report, tokenizer: { id: 'claude (o200k_base × 1.25)', exact: false } }),
    ).toContain('estimated with claude (o200k_base × 1.25)');
  });

  it('never rounds a saving up', () => {
    expect(renderReport({ ...report, before: 10_000, after: 9991 })).toContain('(0 % fewer)');
    expect(renderReport({ ...report, before: 3, after: 1 })).toContain('(66.6 % fewer)');
  });

  it('says why nothing changed', () => {
    const { passes: _, ...rest } = report;
    const nothing = {
      ...rest,
      passes: [],
      after: report.before,
      putBack: 0,
      undone: 0,
      unchanged: 'no pass found anything to take out',
    };
    expect(renderReport({ ...nothing, facts: { checked: 0, kept: 0, leftOut: [] } })).toBe(
      'Unchanged (balanced): 12,345 tokens, counted exactly with o200k_base; no pass found anything to take out.',
    );
  });

  it('counts what was put back and what was undone, each alone', () => {
    const said = (gate: { putBack: number; undone: number }) => renderReport({ ...report, ...gate });
    expect(said({ putBack: 1, undone: 0 })).toContain(
      'Put back: 1 fact that a pass had taken out and that must survive.',
    );
    expect(said({ putBack: 0, undone: 2 })).toContain(
      'Undone: 2 parts left longer, for a pass would have lost such facts.',
    );
    expect(said({ putBack: 0, undone: 0 })).not.toMatch(/put back|undone/i);
  });

  it('tells of a budget, of what was skipped and of what was undone', () => {
    const text = renderReport({
      ...report,
      budget: {
        asked: 1000,
        met: false,
        reached: 4567,
        obstacle: '3000 tokens stand in a cached prefix, which must not change',
      },
      passes: [
        {
          name: 'a',
          kind: 'lossless',
          saved: 0,
          parts: 0,
          reverted: 0,
          putBack: 0,
          undone: 0,
          skipped: 'it failed: boom',
        },
        {
          name: 'b',
          kind: 'lossless',
          saved: 0,
          parts: 0,
          reverted: 0,
          putBack: 0,
          undone: 2,
          fault: 'it lost facts in 2 parts',
        },
      ],
    });
    expect(text).toContain(
      'Budget of 1,000 tokens: not met, got to 4,567; 3000 tokens stand in a cached prefix',
    );
    expect(text).toContain('Skipped a: it failed: boom.');
    expect(text).toContain('Undone in b: it lost facts in 2 parts. Please report this.');
    expect(renderReport({ ...report, budget: { asked: 5000, met: true, reached: 4567 } })).toContain(
      'Budget of 5,000 tokens: met.',
    );
  });

  it('stays at ten lines whatever happened', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      name: `p${at}`,
      kind: 'lossy' as const,
      saved: at,
      parts: 1,
      reverted: 0,
      putBack: 0,
      undone: 0,
      skipped: 'it failed',
    }));
    const leftOut = Array.from({ length: 40 }, (_, at) => ({
      kind: `kind-${at % 9}`,
      count: at + 1,
      samples: ['x'],
      handle: `ctx:${String(at).padStart(12, '0')}` as const,
    }));
    const text = renderReport({
      ...report,
      passes: many,
      facts: { checked: 9, kept: 1, leftOut },
      budget: { asked: 1, met: false, reached: 2, obstacle: 'x' },
    });
    expect(text.split('\n').length).toBeLessThanOrEqual(10);
    expect(text.length).toBeLessThan(1500);
  });
});
