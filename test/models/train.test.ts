import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../models/train/corpus.js';
import { codePairs, prosePairs } from '../../models/train/passages.js';
import { createRandom } from '../../models/train/random.js';
import { areaUnderCurve, bm25, cosine, retrieval } from '../../models/train/scores.js';
import { leadingVectors } from '../../models/train/svd.js';
import { SETTINGS, trainModel } from '../../models/train/train-model.js';
import { createStaticEmbedder } from '../../src/similarity/static-embedder.js';

const file = (path: string, text: string) => ({ path, prose: path.endsWith('.md'), text: () => text });

/** Two packages about two subjects, cooking and driving, each with words that never meet those of the other. */
function madeCorpus() {
  const random = createRandom(5);
  const draw = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const kitchen = ['boil', 'soup', 'pan', 'salt', 'oven', 'bake', 'bread', 'spoon'];
  const road = ['drive', 'car', 'wheel', 'brake', 'lane', 'fuel', 'engine', 'turn'];
  const corpus = createCorpus();
  for (const name of ['one', 'two']) {
    const snippets = Array.from({ length: 150 }, () => {
      const words = draw(['k', 'r']) === 'k' ? kitchen : road;
      const some = (count: number) => Array.from({ length: count }, () => draw(words));
      const [first, ...rest] = some(5);
      return `/** The ${some(5).join(' and the ')} of it. */\nfunction ${first}(${rest.join(', ')}) {}\n`;
    });
    corpus.addPackage([file(`${name}.js`, snippets.join('\n'))], 100_000, 1000);
  }
  return corpus.finish();
}

const TINY = {
  ...SETTINGS,
  dimensions: 8,
  words: 40,
  grams: 32,
  contexts: 20,
  batch: 16,
  epochs: 2,
};

describe('training', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const bytes = trainModel(madeCorpus(), TINY);
    expect(Buffer.compare(trainModel(madeCorpus(), TINY), bytes)).toBe(0);
    expect(Buffer.compare(trainModel(madeCorpus(), { ...TINY, seed: 2 }), bytes)).not.toBe(0);
  });

  it('brings together what is used together', async () => {
    const embedder = createStaticEmbedder(trainModel(madeCorpus(), TINY));
    const [soup, bread, wheel, brake] = await embedder.embed(['soup', 'bread', 'wheel', 'brake']);
    expect(cosine(soup!, bread!)).toBeGreaterThan(cosine(soup!, wheel!) + 0.3);
    expect(cosine(wheel!, brake!)).toBeGreaterThan(cosine(bread!, brake!) + 0.3);
  });

  it('lowers the loss from epoch to epoch', () => {
    const said: string[] = [];
    trainModel(madeCorpus(), { ...TINY, epochs: 3, log: (line: string) => said.push(line) });
    const losses = said.flatMap((line) => /loss ([\d.]+)/.exec(line)?.[1] ?? []).map(Number);
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0]!);
  });
});

describe('createCorpus', () => {
  it('reads a block and a pair once, whatever package repeats them', () => {
    const text = '// waits for the next free slot\nfunction waitForSlot() {}\n\nconst other = 1;\n';
    const corpus = createCorpus();
    expect(corpus.addPackage([file('a.js', text), file('b.js', text)], 1000, 10)).toEqual({
      words: 13,
      pairs: 1,
    });
    expect(corpus.addPackage([file('c.js', text)], 1000, 10)).toEqual({ words: 0, pairs: 0 });
  });

  it('stops at the limits', () => {
    const files = Array.from({ length: 50 }, (_, k) => file(`${k}.md`, `number ${k} is not like the others`));
    const { words } = createCorpus().addPackage(files, 30, 10);
    expect(words).toBeGreaterThanOrEqual(30);
    expect(words).toBeLessThan(40);
  });
});

describe('codePairs', () => {
  const pairsOf = (...lines: string[]) => [...codePairs(lines.join('\n'))];

  it('takes a doc comment up to its first tag, and the function below it', () => {
    expect(
      pairsOf(
        'class Pool {',
        '  /**',
        '   * Closes every {@link Socket} that is idle.',
        '   * @param now in ms',
        '   */',
        '  sweep(now) {',
        '    const old = 1;',
        '',
        '    close(old);',
        '  }',
        '',
        '  next() {}',
        '}',
      ),
    ).toEqual([
      ['Closes every Socket that is idle.', '  sweep(now) {\n    const old = 1;\n\n    close(old);\n  }'],
    ]);
  });

  it('takes a run of line comments, in any language that has them', () => {
    expect(
      pairsOf('\t// Retry with growing', '\t// pauses.', '\tdelay *= 2', '\twait(delay)', '', '\tx()'),
    ).toEqual([['Retry with growing pauses.', '\tdelay *= 2\n\twait(delay)']]);
    expect(pairsOf('# count the open files', 'n = len(files)', '# include nothing of this one')).toHaveLength(
      1,
    );
  });

  it('takes a docstring with the definition above it and the body below', () => {
    expect(
      pairsOf('def sweep(pool):', '    """Close idle sockets.', '    """', '    pool.close()', 'x = 1'),
    ).toEqual([['Close idle sockets.', 'def sweep(pool):\n    pool.close()']]);
  });

  it('says nothing of comments without code, code without comments, and open ends', () => {
    expect(pairsOf('const a = 1;', 'b();')).toEqual([]);
    expect(pairsOf('/* a comment that never ends', 'b();')).toEqual([]);
    expect(pairsOf('// a comment at the very end')).toEqual([]);
    expect(pairsOf('def f():', '    """never closed', '    more')).toEqual([]);
  });
});

describe('prosePairs', () => {
  it('pairs headings with sections, sentences with the next, paragraphs with their samples', () => {
    const text =
      '# Pools\n\n## Idle sockets\n\nThe pool closes them early. Set a timeout to keep them.\n\n```js\npool.sweep();\n```\n';
    expect([...prosePairs(text)]).toEqual([
      ['Pools Idle sockets', 'The pool closes them early. Set a timeout to keep them.'],
      ['The pool closes them early.', 'Set a timeout to keep them.'],
      ['The pool closes them early. Set a timeout to keep them.', 'pool.sweep();'],
    ]);
  });
});

describe('leadingVectors', () => {
  it('finds the singular vectors of a matrix, scaled by the roots of the singular values', () => {
    // [[3, 0], [0, 2], [0, 0]] has the left singular vectors e1 and e2, of 3 and 2.
    const matrix = {
      rows: 3,
      columnCount: 2,
      starts: Uint32Array.of(0, 1, 2, 2),
      columns: Uint16Array.of(0, 1),
      values: Float32Array.of(3, 2),
    };
    const found = [...leadingVectors(matrix, 2, createRandom(1))].map(Math.abs);
    [Math.sqrt(3), 0, 0, Math.sqrt(2), 0, 0].forEach((value, at) => {
      expect(found[at]).toBeCloseTo(value, 4);
    });
  });
});

describe('scores', () => {
  it('counts how often the high ones are higher', () => {
    expect(areaUnderCurve([3, 2], [1, 0])).toBe(1);
    expect(areaUnderCurve([1], [1, 2, 0, 3])).toBe(0.375);
  });

  it('ranks, with ties against us', () => {
    const scores = [
      [1, 0, 0],
      [5, 1, 0],
      [2, 2, 2],
    ];
    const { mrr, at1, at10 } = retrieval((query: number) => scores[query], 3);
    expect(mrr).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3);
    expect(at1).toBeCloseTo(1 / 3);
    expect(at10).toBe(1);
  });

  it('finds rare words by BM25', () => {
    const scores = bm25(['the retry delay', 'the cache', 'the the the'])('the delay');
    expect(scores[0]).toBeGreaterThan(scores[2]!);
    expect(scores[2]).toBeGreaterThan(scores[1]!);
  });
});
