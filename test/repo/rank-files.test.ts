import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/repo/file-facts.js';
import { fileGraph, type GraphFile, graphFile } from '../../src/repo/file-graph.js';
import { pageRank } from '../../src/repo/page-rank.js';
import { rankFiles } from '../../src/repo/rank-files.js';

function file(path: string, parts: Partial<GraphFile> = {}): GraphFile {
  return { path, role: 'source', definitions: [], fields: [], imports: [], references: [], ...parts };
}

const order = (files: readonly GraphFile[], options = {}): string[] =>
  rankFiles(fileGraph(files), options).map(({ path }) => path);

const arbitraryFiles: fc.Arbitrary<GraphFile[]> = fc
  .array(
    fc.record({
      role: fc.constantFrom('source' as const, 'test' as const, 'docs' as const),
      definitions: fc.array(
        fc.constantFrom('alpha', 'betaGamma', '_delta', 'E', 'parse_line', 'constructor'),
      ),
      fields: fc.array(fc.constantFrom('alpha', 'E', 'constructor')),
      imports: fc.array(fc.constantFrom('./f0', './f1.js', 'f2', 'x.y', '..')),
      references: fc.uniqueArray(
        fc.tuple(
          fc.constantFrom('alpha', 'betaGamma', '_delta', 'E', 'parse_line', 'constructor', 'nothing'),
          fc.integer({ min: 1, max: 50 }),
        ),
        { selector: ([name]) => name },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((files) => files.map((parts, index) => ({ path: `f${index}.ts`, ...parts })));

describe('pageRank', () => {
  it('gives the ranks that the definition demands', () => {
    // 0 → 1, 0 → 2 (twice as much), 1 → 2, and 2 leads nowhere
    const links = {
      size: 3,
      starts: Uint32Array.of(0, 2, 3, 3),
      targets: Uint32Array.of(1, 2, 2),
      weights: Float64Array.of(1, 2, 5),
    };
    const even = Float64Array.of(1 / 3, 1 / 3, 1 / 3);
    const [a, b, c] = pageRank(links, even);
    const jump = (0.15 + 0.85 * c!) / 3;
    expect(a).toBeCloseTo(jump, 7);
    expect(b).toBeCloseTo(jump + (0.85 * a!) / 3, 7);
    expect(c).toBeCloseTo(jump + 0.85 * ((2 * a!) / 3 + b!), 7);
  });
});

describe('rankFiles', () => {
  it('puts first what most is made of', () => {
    const files = [
      file('core.ts', { definitions: ['createEngine'] }),
      file('a.ts', { definitions: ['runA'], references: [['createEngine', 3]] }),
      file('b.ts', { definitions: ['runB'], references: [['createEngine', 1]] }),
      file('main.ts', { references: [['runA', 1]] }),
    ];
    expect(order(files)).toEqual(['core.ts', 'a.ts', 'b.ts', 'main.ts']);
  });

  it('lets an import decide which of two definitions is meant', () => {
    const files = [
      file('one/parse.ts', { definitions: ['parseLine'] }),
      file('two/parse.ts', { definitions: ['parseLine'] }),
      file('two/use.ts', { imports: ['./parse.js'], references: [['parseLine', 1]] }),
    ];
    expect(order(files)[0]).toBe('two/parse.ts');
  });

  it('heeds a name that tells more than one that is on everyone’s lips', () => {
    const users = Array.from({ length: 20 }, (_, index) =>
      file(`user${index}.ts`, {
        references: [['get', 5], ...(index < 8 ? [['openSession', 1] as const] : [])],
      }),
    );
    const files = [
      file('get.ts', { definitions: ['get'] }),
      file('session.ts', { definitions: ['openSession'] }),
    ];
    const { paths, links } = fileGraph([...files, ...users]);
    const from = paths.indexOf('user0.ts');
    const weights = new Map<string, number>();
    for (let i = links.starts[from]!; i < links.starts[from + 1]!; i++)
      weights.set(paths[links.targets[i]!]!, links.weights[i]!);
    expect([...weights.keys()].sort()).toEqual(['get.ts', 'session.ts']);
    expect(weights.get('session.ts')!).toBeGreaterThan(weights.get('get.ts')!);
  });

  it('leads to no file for a field of a plain name, which takes its share of what is said of that name', () => {
    const users = Array.from({ length: 6 }, (_, index) =>
      file(`user${index}.ts`, { references: [['state', 4], ...[['number', 9] as const]] }),
    );
    const row = file('row.ts', { definitions: ['Row'], fields: ['number', 'state'] });
    const machine = file('machine.ts', { definitions: ['state'] });
    const alone = fileGraph([machine, ...users]);
    const shared = fileGraph([machine, row, ...users]);
    expect(shared.uses.has('number')).toBe(false);
    expect(shared.uses.get('state')!).toBeLessThan(alone.uses.get('state')! / 2);
    expect(order([machine, row, ...users])[0]).toBe('machine.ts');
  });

  it('takes a field for one of a plain name where the name is one word, or short', () => {
    const field = (name: string) => ({
      ...{ kind: 'property', name: `Row.${name}`, signature: name, startLine: 2, endLine: 2, parent: 0 },
      ...{ exported: true, terms: '' },
    });
    const row = { ...field('x'), kind: 'interface', name: 'Row', parent: undefined };
    const names = ['number', 'state', 'isOpen', 'commentId', 'parent_page'];
    const { definitions, fields } = graphFile('row.ts', {
      ...{
        language: 'typescript',
        role: 'source',
        lines: 9,
        tokens: 9,
        terms: '',
        imports: [],
        references: [],
      },
      symbols: [row, ...names.map(field)],
    } as unknown as FileFacts);
    expect(definitions).toEqual(['Row', 'commentId', 'parent_page']);
    expect(fields).toEqual(['number', 'state', 'isOpen']);
  });

  it('sets tests, generated and vendored files back behind source', () => {
    const mention = { references: [['helper', 1]] as const };
    for (const role of ['test', 'example', 'docs', 'data', 'generated', 'vendored'] as const) {
      const files = [
        file('a.ts', { role, definitions: ['helper'] }),
        file('b.ts', { definitions: ['other'], ...mention }),
        file('c.ts', { references: [['other', 1]] }),
      ];
      expect(order(files)[0]).toBe('b.ts');
    }
  });

  it('goes towards a query and towards what changed lately', () => {
    const files = ['a', 'b', 'c', 'd'].map((name) => file(`${name}.ts`));
    expect(order(files)).toEqual(['a.ts', 'b.ts', 'c.ts', 'd.ts']);
    expect(
      order(files, {
        towards: new Map([
          ['c.ts', 2],
          ['d.ts', 1],
        ]),
      }).slice(0, 2),
    ).toEqual(['c.ts', 'd.ts']);
    expect(order(files, { recent: new Map([['d.ts', 1]]) })[0]).toBe('d.ts');
    expect(order(files, { towards: new Map([['gone.ts', 1]]) })).toEqual(order(files));
  });

  it('brings what a matched file uses along', () => {
    const files = [
      file('handler.ts', { references: [['formatBody', 1]] }),
      file('format.ts', { definitions: ['formatBody'] }),
      file('other.ts', { definitions: ['somethingElse'] }),
      file('user.ts', { references: [['somethingElse', 1]] }),
    ];
    const ranked = order(files, { towards: new Map([['handler.ts', 1]]) });
    expect(ranked.indexOf('format.ts')).toBeLessThan(ranked.indexOf('other.ts'));
  });

  it('adds up to 1, and does not depend on the order of files', () => {
    fc.assert(
      fc.property(arbitraryFiles, fc.infiniteStream(fc.nat()), (files, keys) => {
        const ranked = rankFiles(fileGraph(files), { towards: new Map([['f0.ts', 1]]) });
        expect(ranked.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9);
        expect(ranked.every(({ score }) => score > 0)).toBe(true);
        const shuffled = files
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(rankFiles(fileGraph(shuffled), { towards: new Map([['f0.ts', 1]]) })).toEqual(ranked);
      }),
    );
  });

  it('takes names such as those of Object.prototype for what they are', () => {
    const files = [
      file('a.ts', { definitions: ['constructor', '__proto__', 'toString'] }),
      file('b.ts', {
        references: [
          ['constructor', 1],
          ['__proto__', 2],
          ['hasOwnProperty', 3],
        ],
      }),
    ];
    const { uses } = fileGraph(files);
    expect([...uses.keys()].sort()).toEqual(['__proto__', 'constructor']);
  });

  it('ranks no files at all', () => expect(rankFiles(fileGraph([]))).toEqual([]));

  it('keeps no more of a large repository than its links', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `definedName${index}`);
    const files = Array.from({ length: 1_000 }, (_, index) =>
      file(`src/file${index}.ts`, {
        definitions: names.slice(index * 20, index * 20 + 20),
        references: Array.from(
          { length: 100 },
          (_, i) => [names[(index * 37 + i * 211) % 20_000]!, 1 + (i % 3)] as const,
        ),
      }),
    );
    const { links } = fileGraph(files);
    expect(links.targets.length).toBeLessThanOrEqual(100_000);
    expect(rankFiles(fileGraph(files))).toHaveLength(1_000);
  });
});
