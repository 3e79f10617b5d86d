import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { formatNamed, formatOf } from '../../src/formats/formats.js';
import { type Analysis, type AnalyzeOptions, analyze } from '../../src/optimize/analyze.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { findModel } from '../../src/tokens/models.js';
import type { Tokenizer } from '../../src/tokens/tokenizer.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const tokenizer: Tokenizer = { id: 'letters / 4', exact: false, count: (text) => Math.ceil(text.length / 4) };
const session = readFileSync(path.join(import.meta.dirname, '../../bench/sample-session.jsonl'), 'utf8');

function analysisOf(body: unknown, options: Partial<AnalyzeOptions> = {}): Promise<Analysis> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return analyze(formatOf(text).decode(text), { tokenizer, ...options });
}

/** Messages in which tools were called one after the other: name, input, output. */
function toolTurns(...turns: readonly (readonly [string, object, string])[]): unknown[] {
  return turns.flatMap(([name, input, content], at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `c${at}`, name, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `c${at}`, content }] },
  ]);
}

function tokensIn(analysis: Analysis, kind: string): number {
  return analysis.findings.find((finding) => finding.kind === kind)?.tokens ?? 0;
}

/** Lines that have nothing in common but their form. */
function prose(seed: number, lines: number): string {
  const words = [
    'harbor',
    'copper',
    'lantern',
    'meadow',
    'orbit',
    'violet',
    'timber',
    'quartz',
    'saddle',
    'ripple',
  ];
  return Array.from({ length: lines }, (_, at) =>
    Array.from({ length: 9 }, (_, k) => words[(seed * 7 + at * at * 3 + k * (seed + at + 1)) % 10]).join(' '),
  ).join('\n');
}

const source = Array.from(
  { length: 60 },
  (_, at) => `     ${at + 1}→export const value${at} = ${at * at};`,
).join('\n');

describe('analyze', () => {
  it('adds up: each breakdown is all tokens', async () => {
    const messages = fc.array(
      fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.string() }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(messages, async (list) => {
        const analysis = await analysisOf(list);
        const expected = list.reduce((sum, { content }) => sum + Math.ceil(content.length / 4), 0);
        expect(analysis.total.tokens).toBe(expected);
        for (const slices of [analysis.byRole, analysis.byKind]) {
          expect(slices.reduce((sum, slice) => sum + slice.tokens, 0)).toBe(expected);
          expect(slices.reduce((sum, slice) => sum + slice.parts, 0)).toBe(list.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tells calls and results by tool', async () => {
    const analysis = await analysisOf(
      toolTurns(['Bash', { command: 'ls' }, 'a'.repeat(40)], ['Read', {}, 'b'.repeat(80)], ['Bash', {}, '']),
    );
    expect(analysis.byTool.map(({ name, tokens, parts }) => [name, tokens, parts])).toEqual([
      ['Read', 21, 2],
      ['Bash', 15, 4],
    ]);
    expect(analysis.byRole.map(({ name }) => name)).toEqual(['tool', 'assistant']);
  });

  it('prices the tokens by the model, and measures them against its window', async () => {
    const model = findModel('claude-sonnet-4-5')!;
    const analysis = await analysisOf([{ role: 'user', content: 'a'.repeat(40_000) }], { model });
    expect(analysis.total).toEqual({
      tokens: 10_000,
      share: 1,
      window: 10_000 / model.window,
      cost: (10_000 * model.price.input) / 1e6,
    });
    expect(analysis.cachedCost).toBe((10_000 * model.price.cacheRead) / 1e6);
  });

  it('takes the price of a long prompt for a context that is long', async () => {
    const model = findModel('claude-haiku-5-5')!;
    const analysis = await analysisOf([{ role: 'user', content: 'a'.repeat(800_000) }], { model });
    expect(analysis.total.cost).toBeCloseTo((200_000 * 0.5) / 1e6, 12);
    expect(analysis.cachedCost).toBeCloseTo((200_000 * 0.05) / 1e6, 12);
  });

  it('names no price where there is no model', async () => {
    expect((await analysisOf([{ role: 'user', content: 'hello' }])).total).toEqual({ tokens: 2, share: 1 });
  });

  it.each<readonly [string, unknown]>([
    ['exact-duplicates', toolTurns(['f', {}, prose(1, 20)], ['f', {}, prose(1, 20)])],
    [
      'near-duplicates',
      toolTurns(['f', {}, prose(1, 40)], ['f', {}, prose(1, 40).replace('harbor', 'anchor')]),
    ],
    [
      'superseded-reads',
      toolTurns(
        ['Read', { file_path: '/a.ts' }, source],
        ['Read', { file_path: '/a.ts' }, `${source}\n    61→// end`],
      ),
    ],
    ['oversized-results', toolTurns(['f', {}, prose(2, 400)])],
    [
      'terminal-noise',
      toolTurns(['f', {}, '\u001b[31mred\u001b[39m and \u001b[1mbold\u001b[22m\n'.repeat(20)]),
    ],
    ['log-templates', toolTurns(['f', {}, '2026-05-14T02:00:00Z heartbeat depth=0\n'.repeat(60)])],
    [
      'tabulation',
      toolTurns([
        'f',
        {},
        JSON.stringify(
          Array.from({ length: 30 }, (_, id) => ({ id, name: `n${id}` })),
          null,
          4,
        ),
      ]),
    ],
    ['base64', toolTurns(['f', {}, `{"data":"${Buffer.from(prose(3, 20)).toString('base64')}"}`])],
    ['minified', toolTurns(['f', {}, 'function a(b,c){return b?c(b.d):void 0};var e={f:1};'.repeat(60)])],
  ])('finds %s, and names where', async (kind, body) => {
    const analysis = await analysisOf(body);
    const finding = analysis.findings.find((found) => found.kind === kind);
    expect(finding?.tokens).toBeGreaterThan(0);
    expect(finding?.tokens).toBeLessThanOrEqual(analysis.total.tokens);
    expect(finding?.examples[0]?.where).toMatch(/messages\.\d+/);
  });

  it('finds nothing in plain words', async () => {
    expect(
      (
        await analysisOf([
          { role: 'user', content: prose(1, 20) },
          { role: 'assistant', content: prose(2, 20) },
        ])
      ).findings,
    ).toEqual([]);
  });

  it('counts as duplicates what running the pass by itself saves', async () => {
    const text = prose(1, 20);
    const three = [1, 2, 3].map(() => ['f', {}, text] as const);
    const saved = tokensIn(await analysisOf(toolTurns(...three)), 'exact-duplicates');
    expect(saved).toBeLessThan(2 * tokenizer.count(text));
    expect(saved).toBeGreaterThan(2 * (tokenizer.count(text) - 30));
  });

  it('calls nobody’s own words waste', async () => {
    const list = [1, 2, 3].map(() => ({ role: 'user', content: prose(1, 20) }));
    expect((await analysisOf(list)).findings).toEqual([]);
  });

  it('recommends levels by what the optimizer really saves with them', async () => {
    const context = formatOf(session).decode(session);
    const analysis = await analyze(context, { tokenizer, input: '"path":"s.jsonl"' });
    const levels = analysis.recommendations.filter(({ call }) => call?.startsWith('optimize_context'));
    expect(levels.length).toBeGreaterThan(1);
    for (const { saves, call, share } of levels) {
      const { path: named, level } = JSON.parse(call!.slice('optimize_context '.length));
      expect(named).toBe('s.jsonl');
      const { report } = await optimize(context, { level, tokenizer });
      expect(saves).toBe(report.before - report.after);
      expect(share).toBeCloseTo(saves / analysis.total.tokens, 10);
    }
    const saved = analysis.recommendations.map(({ saves }) => saves);
    expect(saved).toEqual([...saved].sort((a, b) => b - a));
  });

  it('recommends outlines of long files that were read whole', async () => {
    const long = Array.from({ length: 900 }, (_, at) => `${at + 1}→line ${at} of ${prose(at, 1)}`).join('\n');
    const analysis = await analysisOf(
      toolTurns(['Read', { file_path: '/p/long.ts' }, long], ['Read', { file_path: '/p/short.ts' }, source]),
    );
    const calls = analysis.recommendations.filter(({ call }) => call?.startsWith('smart_read'));
    expect(calls.map(({ call, saves }) => [call, saves])).toEqual([
      ['smart_read {"path":"/p/long.ts","view":"outline","budget":1000}', tokenizer.count(long) - 1000],
    ]);
  });

  it('recommends the outline of a document by the name that the caller gave it', async () => {
    const body = `# Guide\n\n${prose(3, 900)}\n`;
    const context = formatNamed('markdown').decode(body);
    const { recommendations } = await analyze(context, {
      tokenizer,
      input: '"path":"docs/guide \\"1\\".md"',
    });
    const read = recommendations.filter(({ call }) => call?.startsWith('smart_read'));
    expect(read.map(({ call }) => JSON.parse(call!.slice('smart_read '.length)).path)).toEqual([
      'docs/guide "1".md',
    ]);
  });

  it('recommends to turn off servers whose tools were never called', async () => {
    const tools = ['mcp__github__issue', 'mcp__github__pull', 'mcp__files__read', 'Bash'].map((name) => ({
      name,
      description: prose(4, 40),
      input_schema: {},
    }));
    const analysis = await analysisOf({
      model: 'm',
      tools,
      messages: toolTurns(['mcp__files__read', {}, 'x'], ['Bash', {}, 'y']),
    });
    const off = analysis.recommendations.filter(({ advice }) => advice.startsWith('Turn off'));
    expect(off).toHaveLength(1);
    expect(off[0]).toMatchObject({
      advice: 'Turn off tools that were never called: 2 definitions of the MCP server github',
      call: 'claude mcp remove github',
      saves: 2 * tokenizer.count(JSON.stringify(tools[0])),
    });
  });

  it('takes an image for what it costs, not for its bytes', async () => {
    const data = Buffer.from(prose(5, 4000)).toString('base64');
    const block = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
    const analysis = await analysisOf([{ role: 'user', content: [block] }]);
    expect(analysis.media).toBe(1);
    expect(analysis.total.tokens).toBeGreaterThan(1600);
    expect(analysis.total.tokens).toBeLessThan(1700);
  });

  it('tells what a cache mark holds', async () => {
    const content = [
      { type: 'text', text: 'a'.repeat(400), cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'b'.repeat(400) },
    ];
    expect((await analysisOf([{ role: 'user', content }])).frozen).toBe(100);
  });

  it('tells how far it is', async () => {
    const steps: number[] = [];
    await analysisOf(session, { onProgress: (done, total) => steps.push(done / total) });
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
  });

  it('is plain data', async () => {
    const analysis = await analysisOf(session);
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(structuredClone(analysis));
  });

  it.each([
    ['nothing', ''],
    ['one letter', 'a'.repeat(200_000)],
    ['brackets', '['.repeat(100_000)],
    ['spaces', ' '.repeat(200_000)],
    [
      'many short messages',
      JSON.stringify(Array.from({ length: 20_000 }, (_, at) => ({ role: 'user', content: `m ${at}` }))),
    ],
  ])('lives with %s', async (_name, body) => {
    const analysis = await analysisOf(body, { tokenizer: tokenizerFor() });
    expect(analysis.parts).toBe(partsOf(formatOf(body).decode(body)).length);
    expect(analysis.total.share).toBe(analysis.total.tokens > 0 ? 1 : 0);
  });
});
