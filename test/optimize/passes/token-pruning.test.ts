import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import type { PassEnv } from '../../../src/optimize/pass.js';
import { tokenPruning } from '../../../src/optimize/passes/token-pruning.js';
import type { TokenPruner } from '../../../src/similarity/token-pruner.js';
import { envFor, part, passContract, result } from '../../contracts/pass.js';
import { plantedQuestions } from './planted-questions.js';

/** Holds little words for dispensable, the shorter the more; a stand-in for what a model learns. */
const byLength: TokenPruner = {
  id: 'by-length',
  keep: async (texts) => texts.map((words) => Float32Array.from(words, ({ length }) => 1 - 1 / (length + 1))),
};

const handbook = plantedQuestions[0]!.text;
const newest = ['w', 'x', 'y', 'z'].map((id) => result(id, 'ok'));
const user = part('user', 'go on', { role: 'user', kind: 'text' });
const old = [user, result('old', handbook), ...newest];

passContract(tokenPruning, { 'a handbook': old }, { pruner: byLength });

async function pruned(text: string, env: Partial<PassEnv> = {}): Promise<string> {
  const parts = [user, result('a', text), ...newest];
  return (await tokenPruning.run(parts, envFor({ pruner: byLength, ...env })))[1]!.text;
}

describe('token-pruning', () => {
  it('leaves out whole words that are least needed, and says how many', async () => {
    const text = await pruned(handbook);
    const [first, ...lines] = text.split('\n');
    expect(first).toMatch(/^\[ctxopt: without \d+ of \d+ words of prose, ctx:[0-9a-f]{12}\]$/);
    expect(first).toContain(handleOf(handbook));
    const words = (line: string) => line.split(' ').filter((word) => word !== '');
    const before = handbook.split('\n');
    expect(lines).toHaveLength(before.length);
    let left = 0;
    lines.forEach((line, at) => {
      const rest = words(before[at]!);
      for (const word of words(line)) {
        const place = rest.indexOf(word);
        expect(place).toBeGreaterThanOrEqual(0);
        left += place;
        rest.splice(0, place + 1);
      }
      left += rest.length;
    });
    const [, stated, of] = /without (\d+) of (\d+)/.exec(first!)!;
    expect(Number(stated)).toBe(left);
    expect(left).toBeGreaterThan(0.2 * Number(of));
    expect(left).toBeLessThanOrEqual(0.4 * Number(of));
  });

  it('leaves numbers, names, identifiers, paths, negations and ends of sentences', async () => {
    const kept = ['an API', 'is not', 'no way', 'in 3 of', 'a/b', 'i18n', 'a_b', "can't", 'at it.'];
    const text = kept
      .map((words) => `Somebody who looks at ${words} and then reads the handbook to the end`)
      .concat(handbook)
      .join('\n');
    const found = await pruned(text);
    for (const words of kept) {
      const needed = words.split(' ').filter((word) => !['an', 'is', 'way', 'in', 'of', 'at'].includes(word));
      for (const word of needed) expect(found).toContain(` ${word}`);
    }
  });

  it('leaves headings, and lines that alarm, demand or are to be preserved', async () => {
    const demand = 'You must not push to the main branch of it while a build of the team is on its way';
    const alarm = 'It failed to connect to the db of the team as it was on its way to the end';
    const wanted = 'So it is to be kept as it is in any case by those who ask for it';
    const found = await pruned([demand, alarm, wanted, handbook].join('\n'), {
      preserved: (line) => line.includes('be kept as it is'),
    });
    for (const line of [demand, alarm, wanted, '## Maintenance']) expect(found).toContain(`\n${line}\n`);
  });

  it('goes on with what another pass of this run left, under one marker', async () => {
    const text = `[ctxopt: excerpt of 38 of 50 lines, ${handleOf('all')}]\n${handbook}`;
    const parts = [user, { ...result('a', 'all'), text }, ...newest];
    const [, now] = await tokenPruning.run(parts, envFor({ pruner: byLength }));
    expect(now!.text).toMatch(
      /^\[ctxopt: excerpt of 38 of 50 lines, without \d+ of \d+ words of prose, ctx:/,
    );
    expect(now!.text.match(/ctx:/g)).toHaveLength(1);
  });

  it('does nothing without a pruner, to other than prose, and to files', async () => {
    expect(await tokenPruning.run(old, envFor())).toBe(old);
    for (const { kind, text } of plantedQuestions) {
      if (['settings', 'code', 'search hits'].includes(kind)) expect(await pruned(text)).toBe(text);
    }
    const read = result('r', handbook, { name: 'Read', input: { file_path: 'handbook.md' } });
    const parts = [user, read, ...newest];
    expect(await tokenPruning.run(parts, envFor({ pruner: byLength }))).toEqual(parts);
  });
});
