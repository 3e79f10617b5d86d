import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobs } from '../../src/compute/jobs.js';
import { stringOf } from '../../src/context/exact-bytes.js';
import type { TokenPruner } from '../../src/similarity/token-pruner.js';
import { createTransformersTokenPruner } from '../../src/similarity/transformers-token-pruner.js';
import { plantedQuestions } from '../optimize/passes/planted-questions.js';
import { INSTALL, installTransformers } from './install-transformers.js';
import { writeTinyClassifier } from './tiny-classifier.js';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('a token pruner run by transformers', () => {
  let folder: string;
  let model: string;
  let pruner: TokenPruner;

  beforeAll(async () => {
    folder = await installTransformers();
    model = path.join(folder, 'tiny-classifier');
    await writeTinyClassifier(model);
    pruner = await createTransformersTokenPruner({ model, modules: folder });
  }, INSTALL);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('tells of each word how much it is needed, of one in several tokens by their mean', async () => {
    const [kept] = await pruner.keep([['the', 'Server', 'serving', 'port', 'unheard-of']]);
    const expected = [sigmoid(-6), sigmoid(4), (sigmoid(1) + sigmoid(-1)) / 2, sigmoid(6), 0.5];
    expected.forEach((probability, at) => {
      expect(kept![at]).toBeCloseTo(probability, 5);
    });
  });

  it('reads texts of any length, each as if it were alone', async () => {
    const words = 'the very server really serving port'.split(' ');
    const texts = [0, 1, 40, 700, 3].map((length) => Array.from({ length }, (_, at) => words[at % 6]!));
    const kept = await pruner.keep(texts);
    expect(kept.map(({ length }) => length)).toEqual([0, 1, 40, 700, 3]);
    for (const probabilities of kept) {
      probabilities.forEach((probability, at) => {
        expect(probability).toBeCloseTo(kept[3]![at]!, 5);
        expect(probability).toBeCloseTo(kept[3]![at % 6]!, 5);
      });
    }
  });

  it('keeps what it cannot judge: longer than its window, or broken', async () => {
    const [kept] = await pruner.keep([['the', 'a.'.repeat(500), 'the', '\ud800', 'port']]);
    expect([...kept!].map((probability) => Math.round(100 * probability) / 100)).toEqual([0, 1, 0, 1, 1]);
  });

  it('is named after the model and its weights', () => {
    expect(pruner.id).toMatch(/^transformers:tiny-classifier:fp32:[0-9a-f]{12}$/);
  });

  it('says what is missing', async () => {
    const none = path.join(folder, 'none');
    await expect(createTransformersTokenPruner({ model: none, modules: folder })).rejects.toThrow(
      /^There is no model in /,
    );
    const other = path.join(folder, 'other');
    await writeTinyClassifier(other, 3);
    await expect(createTransformersTokenPruner({ model: other, modules: folder })).rejects.toThrow(
      /does not tell two kinds of tokens apart/,
    );
  });

  describe('chosen for an optimization', () => {
    const prose = plantedQuestions[0]!.text;
    const body = JSON.stringify({
      model: 'gpt-4o',
      messages: [
        { role: 'user', content: 'yes' },
        ...[prose, 'ok', 'ok', 'ok', 'ok'].flatMap((content, at) => [
          {
            role: 'assistant',
            tool_calls: [{ id: `c${at}`, type: 'function', function: { name: 'ask', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: `c${at}`, content },
        ]),
      ],
    });
    const run = (level: 'balanced' | 'aggressive', chosen = model) =>
      jobs.optimize(
        { body, level, pruner: { kind: 'transformers', model: chosen, modules: folder } },
        () => {},
      );

    it('leaves words out at aggressive only', async () => {
      expect(stringOf((await run('balanced')).body)).not.toContain('words of prose');
      const { body: smaller, summary } = await run('aggressive');
      expect(stringOf(smaller)).toMatch(/\[ctxopt: without \d+ of \d+ words of prose, ctx:/);
      expect(stringOf(smaller)).toContain(
        'Every customer belongs to one region, and region decides in which data center files are held.',
      );
      expect(summary).not.toContain('Warning');
    });

    it('is warned of where it cannot be loaded, and not run', async () => {
      const { body: smaller, summary } = await run('aggressive', path.join(folder, 'none'));
      expect(summary).toContain(
        `Warning: There is no model in ${path.join(folder, 'none')}. No words are pruned.`,
      );
      expect(stringOf(smaller)).not.toContain('words of prose');
    });
  });
});
