import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/repo/facts-of.js';
import { matchMeanings } from '../../src/repo/match-meanings.js';
import { matchSymbols } from '../../src/repo/match-symbols.js';
import { rankSymbols } from '../../src/repo/rank-symbols.js';
import { searchQuery } from '../../src/repo/search-query.js';
import type { Embedder } from '../../src/similarity/embedder.js';
import { createStaticEmbedder } from '../../src/similarity/static-embedder.js';

const shipped = createStaticEmbedder(readFileSync(new URL('../../models/static.bin', import.meta.url)));

/** Knows two things only: water and fire, and texts by any word for them. */
const elements: Embedder = {
  id: 'elements',
  dimensions: 2,
  embed: async (texts) =>
    texts.map((text) => {
      const vector = Float32Array.of(/rain|river/i.test(text) ? 1 : 0, /flame|heat/i.test(text) ? 1 : 0);
      const length = Math.hypot(...vector);
      return length > 0 ? vector.map((value) => value / length) : vector;
    }),
};

async function read(texts: Readonly<Record<string, string>>) {
  return Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({
      path,
      text,
      facts: await factsOf(path, text),
      score: 1,
    })),
  );
}

const body = (name: string, words: string) => `function ${name}(x) {\n  x.${words}();\n  return x;\n}\n`;

/** What the words of every definition are worth here, so that meanings alone tell them apart. */
const ALIKE = 10;

async function gained(question: string, files: Awaited<ReturnType<typeof read>>) {
  const words = files.map(({ facts }) => new Float64Array(facts.symbols.length).fill(ALIKE));
  const matches = await matchMeanings(question, files, words, elements);
  return matches.map((own) => Array.from(own, (match) => match - ALIKE));
}

describe('matchMeanings', () => {
  it('adds most to the nearest, and nothing to what is no nearer than most', async () => {
    const files = await read({
      'a.js': body('first', 'river') + body('second', 'flame'),
      'b.js': body('third', 'stone'),
    });
    const [[first, second], [third]] = (await gained('rain', files)) as [number[], number[]];
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(ALIKE);
    expect([second, third]).toEqual([0, 0]);
  });

  it('looks at name, path, doc comment and own lines, but not at those of children', async () => {
    const files = await read({
      'a.js': `/** Rain. */\n${body('byDoc', 'go')}${body('byRiver', 'go')}${body('none', 'go')}`,
      'river/b.js': body('byPath', 'go'),
      'c.js': `class Outer {\n  go() {\n    this.river();\n    return 1;\n  }\n}\n`,
    });
    const gains = await gained('rain', files);
    const near = files.flatMap(({ facts }, file) =>
      facts.symbols.filter((_, symbol) => gains[file]![symbol]! > 0).map(({ name }) => name),
    );
    expect(near).toEqual(['byDoc', 'byRiver', 'byPath', 'Outer.go']);
  });

  it.each([
    ['a question that the model has no word for', 'stone', { 'a.js': body('first', 'river') }],
    [
      'definitions that are all as near',
      'rain',
      { 'a.js': body('first', 'river') + body('second', 'river') },
    ],
    ['files without definitions', 'rain', { 'a.txt': '' }],
  ])('adds nothing to %s', async (_, question, texts) => {
    const gains = await gained(question, await read(texts));
    expect(gains.flat().every((gain) => gain === 0)).toBe(true);
  });

  it('compares those whose words match best where they are many', async () => {
    const files = await read({
      'a.js': Array.from({ length: 1_500 }, (_, i) => body(`river${i}`, 'go')).join(''),
    });
    const words = [Float64Array.from({ length: 1_500 }, (_, i) => i)];
    let compared = 0;
    const counting: Embedder = {
      ...elements,
      embed(texts) {
        compared += texts.length;
        return elements.embed(texts);
      },
    };
    const [matches] = await matchMeanings('rain', files, words, counting);
    expect(compared).toBeLessThanOrEqual(1_001);
    expect(matches).toHaveLength(1_500);
  });
});

describe('rankSymbols by meanings', () => {
  const texts = {
    'src/a.js':
      'export function removeEntry(key) {\n  cache.erase(key);\n  cache.count -= 1;\n  return key;\n}\n' +
      'export function paintEntry(key) {\n  canvas.color(key);\n  canvas.draw(key);\n  return key;\n}\n',
  };
  const ranked = async (question: string) => {
    const files = await read(texts);
    const asked = searchQuery(question);
    const words = matchSymbols([...asked.terms], files);
    const found = rankSymbols(asked, files, await matchMeanings(question, files, words, shipped));
    return found.map(({ symbol }) => files[0]!.facts.symbols[symbol]!.name);
  };

  it('finds by the shipped model what no word of a question says', async () => {
    expect((await ranked('how is an entry deleted'))[0]).toBe('removeEntry');
    expect((await ranked('how is an entry rendered on the screen'))[0]).toBe('paintEntry');
  });

  it('finds nothing where no word occurs', async () => {
    expect(await ranked('zebra crossing')).toEqual([]);
  });
});
