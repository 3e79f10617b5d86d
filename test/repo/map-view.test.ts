import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderCounts, folderTree } from '../../src/repo/folder-counts.js';
import { type MapFile, type MapSymbol, mapView } from '../../src/repo/map-view.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const tokenizer = tokenizerFor();

function symbol(name: string, line: number, parts: Partial<MapSymbol> = {}): MapSymbol {
  const signature = `function ${name}(): void`;
  return { name, kind: 'function', signature, startLine: line, endLine: line + 4, exported: true, ...parts };
}

const files: readonly MapFile[] = [
  {
    path: 'src/core.ts',
    lines: 240,
    score: 0.6,
    symbols: [
      symbol('rare', 1),
      symbol('Engine', 10, { kind: 'class', signature: 'export class Engine', endLine: 90 }),
      symbol('Engine.start', 20, { kind: 'method', signature: 'start(): Promise<void>', parent: 1 }),
      symbol('Engine.hidden', 40, { kind: 'method', signature: 'hidden()', parent: 1, exported: false }),
      symbol('createEngine', 100, {
        signature: `export function createEngine(${'option: string, '.repeat(30)})`,
      }),
    ],
  },
  { path: 'src/app.ts', lines: 12, score: 0.3, symbols: [symbol('main', 3, { endLine: 3 })] },
  { path: 'test/core.test.ts', lines: 80, score: 0.1, symbols: [] },
];
const uses = new Map([
  ['start', 9],
  ['createEngine', 5],
]);

describe('mapView', () => {
  it('shows a small repository whole, what matters most first', () => {
    const { text, tokens, paths } = mapView({ display: 'engine', files, uses, budget: 4_000 });
    expect(paths).toEqual(['src/core.ts', 'src/app.ts']);
    expect(text).toBe(
      [
        `engine/ · map · 3 files · 332 lines · ${tokens} tokens (o200k_base)`,
        'folders: src/ 2, test/ 1',
        'src/core.ts · 240 lines',
        '1-5 function rare(): void',
        '10-90 export class Engine',
        '20-24   start(): Promise<void>',
        '40-44   hidden()',
        `100-104 ${`export function createEngine(${'option: string, '.repeat(30)}`.slice(0, 109)}…`,
        'src/app.ts · 12 lines',
        '3 function main(): void',
        '[not shown: 1 file: test/ 1]',
        '',
      ].join('\n'),
    );
  });

  it('shows the most used definitions where there is no room for all, a member with its class', () => {
    const { text } = mapView({ display: 'engine', files, uses, budget: 66 });
    expect(text).toContain('10-90 export class Engine\n20-24   start(): Promise<void>\n');
    expect(text).toMatch(/^… 2 more/m);
    expect(text).not.toContain('function rare');
  });

  it('puts notes into the header, and keeps that on one line', () => {
    const notes = ['12 files left out'];
    const { text } = mapView({ display: 'a\nb', files, uses, budget: 900, notes });
    expect(text.split('\n')[0]).toMatch(
      /^a\?b\/ · map · 3 files · 332 lines · 12 files left out · \d+ tokens \(o200k_base\)$/,
    );
  });

  it('says of an empty folder that it is', () => {
    const { text, paths } = mapView({ display: 'none', files: [], uses: new Map(), budget: 500 });
    expect(text).toMatch(/^none\/ · map · 0 files/);
    expect(paths).toEqual([]);
  });

  const word = fc.stringMatching(/^[a-z]{2,8}[A-Z]?[a-z]{0,6}$/);
  const repository = fc
    .array(
      fc.record({
        folder: fc.constantFrom('', 'src/', 'src/deep/er/', 'test/', 'ünï/', '.github/'),
        name: word,
        score: fc.double({ min: 0.001, max: 1, noNaN: true }),
        definitions: fc.array(
          fc.record({
            name: word,
            signature: fc.oneof(
              word.map((text) => `function ${text}(a: number, b: string)`),
              fc.string({ unit: 'grapheme', maxLength: 60 }),
              word.map((text) => `${text} `.repeat(40)),
            ),
            member: fc.boolean(),
          }),
          { maxLength: 20 },
        ),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map((raw) =>
      raw
        .map(({ folder, name, score, definitions }, index): MapFile => {
          const symbols = definitions.map(({ name, signature, member }, i): MapSymbol => {
            const parent = member && i > 0 ? { parent: 0 } : {};
            const full = member && i > 0 ? `${definitions[0]!.name}.${name}` : name;
            return symbol(full, i * 10 + 1, { signature, ...parent });
          });
          return { path: `${folder}${name}${index}.ts`, lines: definitions.length * 10 + 1, score, symbols };
        })
        .sort((a, b) => b.score - a.score),
    );

  it('never exceeds the budget, and uses it where there is more to show', () => {
    fc.assert(
      fc.property(repository, fc.integer({ min: 200, max: 20_000 }), (random, budget) => {
        const view = mapView({ display: 'random', files: random, uses: new Map(), budget });
        expect(tokenizer.count(view.text)).toBe(view.tokens);
        expect(view.tokens).toBeLessThanOrEqual(budget);
        const all = mapView({ display: 'random', files: random, uses: new Map(), budget: 1_000_000 });
        if (all.tokens > budget)
          expect(view.tokens).toBeGreaterThanOrEqual(Math.min(0.98 * budget, budget - 20));
      }),
      { numRuns: 60 },
    );
  });
});

describe('folderCounts', () => {
  const paths = ['a.ts', 'src/b.ts', 'src/in/c.ts', 'src/in/d.ts', 'src/out/e.ts', 'test/f.ts'];

  it.each([
    [2, ['src/ 4', 'elsewhere 2']],
    [3, ['./ 1', 'src/ 4', 'test/ 1']],
    [5, ['./ 1', 'src/ 1', 'src/in/ 2', 'src/out/ 1', 'test/ 1']],
  ])('in %i groups', (groups, entries) => expect(folderCounts(folderTree(paths), groups)).toEqual(entries));

  it('shows no name that steers a terminal', () =>
    expect(folderCounts(folderTree(['a\u001b[2J/b.ts', 'c/d.ts']), 2)).toEqual(['a?[2J/ 1', 'c/ 1']));

  it('counts each file once', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1 }), fc.integer({ min: 2, max: 20 }), (parts, groups) => {
        const tree = folderTree(parts.map((names) => names.join('/')));
        const entries = folderCounts(tree, groups);
        expect(entries.length).toBeLessThanOrEqual(groups);
        const counts = entries.map((entry) => Number(entry.slice(entry.lastIndexOf(' '))));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(parts.length);
      }),
    );
  });
});
