import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleOf, marker } from '../../src/context/handle.js';
import { compare, compareContexts } from '../../src/optimize/compare.js';
import { renderComparison } from '../../src/optimize/comparison/render-comparison.js';
import { optimize } from '../../src/optimize/pipeline.js';
import type { Model } from '../../src/tokens/models.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { contextOf, contexts, part, words } from './sample-context.js';

const model: Model = {
  id: 'm',
  title: 'Model M',
  provider: 'openai',
  window: 1000,
  price: { input: 2, output: 8, cacheRead: 0.2, cacheWrite: 2.5 },
  tokenizer: { encoding: 'o200k_base', factor: 1 },
};

const before = [
  'src/a.ts(3,5): error TS2304: Cannot find name x.',
  'see https://example.com/docs for createStore and openFile, readLine, closeFile',
  'in src/store/sqlite.ts and src/store/memory.ts, src/app.ts, src/cli.ts',
].join('\n');

const lossOf = (comparison: ReturnType<typeof compare>, kind: string) =>
  comparison.facts.find((loss) => loss.kind === kind);

describe('compare', () => {
  it('calls the same text safe', () => {
    const same = compare(before, before, { tokenizer: words });
    expect(same).toMatchObject({ verdict: 'safe', before: same.after });
    expect(same.facts.every((loss) => loss.gone === 0 && loss.retrievable === 0)).toBe(true);
    expect(compare('', '', { tokenizer: words })).toMatchObject({ verdict: 'safe', before: 0, after: 0 });
  });

  it('calls a loss of a fact or two worth a review', () => {
    const result = compare(before, before.replace('https://example.com/docs', 'the manual'), {
      tokenizer: words,
    });
    expect(result.verdict).toBe('review');
    expect(result.reasons).toEqual(['1 of 1 url facts gone, e.g. https://example.com/docs']);
    expect(lossOf(result, 'url')).toEqual({
      kind: 'url',
      critical: false,
      before: 1,
      gone: 1,
      retrievable: 0,
      samples: ['https://example.com/docs'],
    });
  });

  it('calls a lost error lossy, first of all reasons', () => {
    const result = compare(before, before.split('\n').slice(1).join('\n'), { tokenizer: words });
    expect(result.verdict).toBe('lossy');
    expect(result.reasons[0]).toContain('1 of 1 error-location facts gone, e.g. src/a.ts:3:5 error TS2304');
  });

  it('calls it lossy if much is gone, though none of it critical', () => {
    const text = before.split('\n').slice(1).join('\n');
    const result = compare(text, 'nothing left', { tokenizer: words });
    expect(result.verdict).toBe('lossy');
    expect(result.reasons[0]).toMatch(/^100 % of all facts are gone/);
  });

  it('counts what stands under a handle as retrievable', () => {
    const text = before.split('\n').slice(1).join('\n');
    const inner = `deeper ${marker('rest', handleOf(text))}`;
    const originals = new Map<string, string>([
      [handleOf(text), text],
      [handleOf(inner), inner],
    ]);
    const resolve = (handle: string) => originals.get(handle);
    for (const after of [marker('rest', handleOf(text)), marker('rest', handleOf(inner))]) {
      const result = compare(text, after, { tokenizer: words, resolve });
      expect(result.verdict).toBe('safe');
      expect(lossOf(result, 'url')).toMatchObject({ gone: 0, retrievable: 1 });
      expect(compare(text, after, { tokenizer: words }).verdict).toBe('lossy');
    }
  });

  it('wants a review where an error is only under a handle', () => {
    const result = compare(before, marker('rest', handleOf(before)), {
      tokenizer: words,
      resolve: () => before,
    });
    expect(result.verdict).toBe('review');
    expect(result.reasons).toEqual([
      expect.stringContaining('1 of 1 error-location facts only under a handle'),
    ]);
  });

  it('follows originals that name each other without end', () => {
    const [a, b] = [handleOf('a'), handleOf('b')];
    const resolve = (handle: string) => (handle === a ? `see ${b}` : `see ${a}`);
    expect(compare(before, `see ${a}`, { tokenizer: words, resolve }).verdict).toBe('lossy');
  });

  it('tells the cost of a model', () => {
    const { cost } = compare('a '.repeat(500_000).trim(), 'a', { tokenizer: words, model });
    expect(cost).toEqual({ model: 'Model M', before: 2 * 0.999999, after: 2e-6 });
  });

  it('tells that a long prompt costs more', () => {
    const long = { ...model, long: { from: 2, input: 5, output: 5 } };
    const { cost } = compare('a a', 'a', { tokenizer: words, model: long });
    expect(cost).toEqual({ model: 'Model M', before: 5 * 2 * 3e-6, after: 2e-6 });
  });
});

describe('compareContexts', () => {
  it('tells tokens by role and kind', () => {
    const result = compareContexts(
      contextOf([part('one two three'), part('four', { kind: 'text', role: 'user' })]),
      contextOf([part('one'), part('four', { kind: 'text', role: 'user' })]),
      { tokenizer: words },
    );
    expect(result.kinds).toEqual([
      { role: 'tool', kind: 'tool_result', before: 5, after: 1 },
      { role: 'user', kind: 'text', before: 1, after: 1 },
    ]);
    expect(result).toMatchObject({ before: 6, after: 2 });
  });

  it('counts an image as what it is billed as, not as the text that its bytes are written in', async () => {
    const image = { kind: 'opaque', role: 'user', editable: false } as const;
    const data = `{"type":"image","source":{"data":"${'iVBORw0KGgo'.repeat(900)}"}}`;
    const context = contextOf([part('one two three'), part(data, image)]);
    const { report } = await optimize(context, { level: 'lossless', tokenizer: tokenizerFor() });
    const result = compareContexts(context, context, { tokenizer: tokenizerFor() });
    expect([result.before, result.after]).toEqual([report.before, report.before]);
    expect(result.kinds?.reduce((sum, row) => sum + row.before, 0)).toBe(report.before);
    expect(report.before).toBeLessThan(2000);
  });

  it('never calls lossy what optimize made at level balanced', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, async (context) => {
        const visible = {
          ...context,
          messages: context.messages.filter(({ parts }) => parts[0]?.kind !== 'opaque'),
          frozen: 0,
        };
        const { context: after, originals } = await optimize(visible, {
          level: 'balanced',
          tokenizer: words,
        });
        const result = compareContexts(visible, after, {
          tokenizer: words,
          resolve: (handle) => originals.get(handle),
        });
        expect(result.verdict).toBe('safe');
        expect(result.facts.reduce((sum, loss) => sum + loss.gone, 0)).toBe(0);
      }),
    );
  });
});

describe('the difference', () => {
  const diffOf = (old: string, now: string) => compare(old, now, { tokenizer: words }).diff;

  it('is empty where nothing changed, and names each line that did', () => {
    expect(diffOf(before, before)).toEqual([]);
    expect(diffOf('a\nb\nc', 'a\nB\nc')).toEqual([
      {
        where: '',
        lines: [
          { sign: '-', text: 'b' },
          { sign: '+', text: 'B' },
        ],
      },
    ]);
  });

  it('is told part by part for contexts', () => {
    const old = contextOf([part('one\ntwo'), part('same')]);
    const { diff } = compareContexts(old, contextOf([part('one'), part('same')]), { tokenizer: words });
    expect(diff).toEqual([{ where: 'p0', lines: [{ sign: '-', text: 'two' }] }]);
  });

  it('stays short however much changed', () => {
    const lines = (word: string) => Array.from({ length: 1500 }, (_, at) => `${word} ${at}`).join('\n');
    const [cut] = diffOf(lines('old'), 'nothing');
    expect(cut!.lines.length).toBeLessThan(20);
    expect(cut!.lines).toContainEqual({ sign: ' ', text: '… 1488 more' });
    expect(diffOf(lines('old'), lines('new'))[0]!.lines).toEqual([
      { sign: ' ', text: 'more than 2000 lines differ' },
    ]);
    expect(diffOf('x'.repeat(100_000), '')[0]!.lines[0]!.text).toHaveLength(241);
  });
});

describe('renderComparison', () => {
  const comparison = compare(before, before.replace('https://example.com/docs', 'a|b'), {
    tokenizer: words,
    model,
  });

  it('writes text', () => {
    expect(renderComparison(comparison, 'text').split('\n')).toEqual([
      'Verdict: review. 1 of 1 url facts gone, e.g. https://example.com/docs.',
      expect.stringMatching(/^Tokens: \d+ → \d+ tokens \([\d.]+ % fewer\), counted exactly with words\.$/),
      expect.stringMatching(
        /^Cost as uncached input of Model M: \$0\.\d{5} → \$0\.\d{5} \(list price of short prompts, \d{4}-\d\d-\d\d\)\.$/,
      ),
      '  url: 1 gone of 1: https://example.com/docs',
      'Difference:',
      '  - see https://example.com/docs for createStore and openFile, readLine, closeFile',
      '  + see a|b for createStore and openFile, readLine, closeFile',
    ]);
  });

  it('begins each reason as a sentence', () => {
    const many = Array.from({ length: 1200 }, (_, k) => `id_${k}`).join(' ');
    const opening = (text: string, after: string) =>
      renderComparison(compare(text, after, { tokenizer: words }), 'text').split('\n')[0];
    expect(opening(many, many)).toBe('Verdict: safe. All 1,200 facts are there.');
    expect(opening('a_b', 'a_b')).toBe('Verdict: safe. The one fact is there.');
    expect(opening('', '')).toBe('Verdict: safe. No facts were at stake.');
    expect(opening(many, 'nothing left')).toMatch(
      /^Verdict: lossy\. 100 % of all facts are gone: 1,200 of 1,200; 1,200 of 1,200 identifier facts gone, e\.g\. id_0\.$/,
    );
  });

  it('writes Markdown whose tables no value can break', () => {
    const broken = compare('see https://a.b/c and x_y|z `k_l`', '', { tokenizer: words });
    const text = renderComparison(broken, 'markdown');
    expect(text).toContain('# Verdict: lossy\n');
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|').length).toBe(7);
  });

  it('writes JSON that is the comparison', () => {
    expect(JSON.parse(renderComparison(comparison, 'json'))).toEqual(comparison);
  });
});
