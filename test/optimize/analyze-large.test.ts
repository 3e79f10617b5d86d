import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatOf } from '../../src/formats/formats.js';
import { renderAnalysis } from '../../src/optimize/analysis/render-analysis.js';
import { type Analysis, type AnalyzeOptions, analyze } from '../../src/optimize/analyze.js';
import { optimize } from '../../src/optimize/pipeline.js';
import type { Level } from '../../src/optimize/report/report.js';
import type { Tokenizer } from '../../src/tokens/tokenizer.js';

const tokenizer: Tokenizer = { id: 'letters / 4', exact: false, count: (text) => Math.ceil(text.length / 4) };
const session = readFileSync(path.join(import.meta.dirname, '../../bench/sample-session.jsonl'), 'utf8');

/** A talk of many results: colored logs that programs printed, tables in JSON, files and searches. */
function talk(results: number): string {
  const turns = Array.from({ length: results }, (_, at) => {
    const [name, input, content] = resultOf(at);
    return [
      { role: 'assistant', content: [{ type: 'tool_use', id: `c${at}`, name, input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `c${at}`, content }] },
    ];
  });
  return JSON.stringify([{ role: 'user', content: 'Find why the harbor service is slow.' }, ...turns.flat()]);
}

function resultOf(at: number): readonly [string, object, string] {
  const rows = (length: number, row: (k: number) => string) =>
    Array.from({ length }, (_, k) => row(k)).join('\n');
  if (at % 4 === 0) {
    const log = rows(
      30 + (at % 7) * 40,
      (k) => `\u001b[32m2026-02-01T00:${at}:${k} INFO harbor took job ${at * k} of user-${k * 7919}\u001b[0m`,
    );
    return ['Bash', { command: `./run ${at}` }, log];
  }
  if (at % 4 === 1) {
    const table = Array.from({ length: 20 }, (_, k) => ({ id: k, name: `ship ${at * k}`, berth: k % 3 }));
    return ['Query', { table: at }, JSON.stringify(table, null, 2)];
  }
  const paths = rows(40, (k) => `src/services/harbor/berths/${at}/file-${k}.ts:${k}: const x = ${k * at};`);
  return ['Grep', { pattern: `p${at}` }, paths];
}

function analysisOf(body: string, options: Partial<AnalyzeOptions> = {}): Promise<Analysis> {
  return analyze(formatOf(body).decode(body), { tokenizer, large: 0, ...options });
}

async function savedBy(level: Level, body: string): Promise<number> {
  const { report } = await optimize(formatOf(body).decode(body), { level, tokenizer });
  return report.before - report.after;
}

function recommended({ recommendations }: Analysis, level: Level) {
  return recommendations.find(({ call }) => call?.includes(`"level":"${level}"`));
}

describe('the analysis of a large context', () => {
  it.each([
    ['a talk', talk(60)],
    ['a session', session],
  ])('promises of %s at level balanced what the optimizer saves', async (_name, body) => {
    const advice = recommended(await analysisOf(body), 'balanced');
    expect(advice?.saves).toBe(await savedBy('balanced', body));
    expect(advice?.within).toBeUndefined();
  });

  it.each([
    ['a talk', talk(60)],
    ['a session', session],
  ])('promises of %s at level aggressive what the optimizer saves, or nearly', async (_name, body) => {
    const saved = await savedBy('aggressive', body);
    const { saves } = recommended(await analysisOf(body), 'aggressive')!;
    expect(Math.abs(saves - saved)).toBeLessThanOrEqual(0.02 * saved);
  });

  it('scales level lossless from a sample, and the truth is within the band', async () => {
    const body = talk(400);
    const analysis = await analysisOf(body);
    const advice = recommended(analysis, 'lossless')!;
    expect(advice.within).toBeGreaterThan(0);
    expect(advice.within).toBeLessThan(0.2 * advice.saves);
    expect(Math.abs(advice.saves - (await savedBy('lossless', body)))).toBeLessThanOrEqual(advice.within!);
    expect(analysis.sampled!.parts).toBeLessThan(analysis.sampled!.of);
    expect(analysis.sampled!.of).toBe(400);
  });

  it('finds what passes take out at level balanced, which does not overlap', async () => {
    const body = talk(60);
    const { findings } = await analysisOf(body);
    const { report } = await optimize(formatOf(body).decode(body), { level: 'balanced', tokenizer });
    const byPasses = findings.filter(({ kind }) => report.passes.some(({ name }) => name === kind));
    expect(byPasses.length).toBeGreaterThan(2);
    for (const { kind, tokens, parts, examples } of byPasses) {
      const pass = report.passes.find(({ name }) => name === kind)!;
      expect([kind, tokens, parts]).toEqual([kind, pass.saved, pass.parts]);
      expect(examples[0]!.where).toMatch(/messages\.\d+/);
      expect(examples[0]!.tokens).toBeLessThanOrEqual(tokens);
    }
    expect(findings.map(({ tokens }) => tokens)).toEqual(
      findings.map(({ tokens }) => tokens).sort((a, b) => b - a),
    );
  });

  it('leaves frozen parts out of what can be saved', async () => {
    const messages = JSON.parse(talk(40)) as { content: { cache_control?: object }[] }[];
    messages.at(-1)!.content[0]!.cache_control = { type: 'ephemeral' };
    const analysis = await analysisOf(JSON.stringify(messages));
    expect(analysis.frozen).toBe(analysis.total.tokens);
    expect(analysis.recommendations.filter(({ call }) => call?.startsWith('optimize'))).toEqual([]);
    expect(analysis.sampled).toMatchObject({ parts: 0, of: 0, tokens: 0, share: 0 });
  });

  it('says how it was measured', async () => {
    const text = renderAnalysis(await analysisOf(talk(400)));
    expect(text).toMatch(/level lossless was measured on \d+ of 400 tool outputs \([\d,]+ tokens, \d/);
    expect(text).toMatch(/saves about [\d,]+ \(± [\d,]+\) \(\d+\.\d%\): Optimize at level lossless/);
    expect(text).toContain('what one takes out no other counts');
    expect(text).not.toContain('measured by itself');
  });

  it('is the same every time, and tells how far it is', async () => {
    const steps: number[] = [];
    const first = await analysisOf(talk(60), { onProgress: (done, total) => steps.push(done / total) });
    expect(await analysisOf(talk(60))).toEqual(first);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.at(-1)).toBe(1);
  });

  it('begins with more letters than the largest windows hold', async () => {
    const million = 4 * 1024 * 1024;
    const words = (letters: number) => {
      const body = JSON.stringify([{ role: 'user', content: 'a '.repeat(letters / 2) }]);
      return analyze(formatOf(body).decode(body), { tokenizer });
    };
    expect((await words(million)).sampled).toBeUndefined();
    expect((await words(million + 2)).sampled).toBeDefined();
  });

  it.each([
    ['nothing', ''],
    ['one letter', 'a'.repeat(200_000)],
    ['brackets', '['.repeat(100_000)],
    ['spaces', ' '.repeat(200_000)],
    ['words only', JSON.stringify([{ role: 'user', content: 'hello' }])],
  ])('lives with %s', async (_name, body) => {
    const { findings, recommendations, total } = await analysisOf(body);
    for (const { saves } of recommendations) expect(saves).toBeLessThanOrEqual(total.tokens);
    for (const { tokens } of findings) expect(tokens).toBeLessThanOrEqual(total.tokens);
  });
});
