import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { handleOf } from '../../../src/context/handle.js';
import { decodePaths, encodePaths } from '../../../src/optimize/notation/path-notation.js';
import type { PassEnv } from '../../../src/optimize/pass.js';
import { extractiveSelection } from '../../../src/optimize/passes/extractive-selection.js';
import { createStaticEmbedder } from '../../../src/similarity/static-embedder.js';
import { envFor, part, passContract, result } from '../../contracts/pass.js';
import { plantedQuestions } from './planted-questions.js';

const embedder = createStaticEmbedder(
  readFileSync(path.resolve(import.meta.dirname, '../../../models/static.bin')),
);

const newest = ['w', 'x', 'y', 'z'].map((id) => result(id, 'ok'));
const user = (text: string) => part('user', text, { role: 'user', kind: 'text' });

async function excerpt(parts: readonly Part[], env: Partial<PassEnv>): Promise<string> {
  return (await extractiveSelection.run(parts, envFor(env)))[0]!.text;
}

const handbook = plantedQuestions[0]!.text;
const old = [result('old', handbook), ...newest, user('When are incomplete uploads swept away?')];

passContract(extractiveSelection, { 'a handbook': old });
passContract(extractiveSelection, { 'a handbook': old.slice(0, -1) }, { query: 'uploads', embedder });

describe('extractive-selection finds what was asked for', () => {
  for (const { kind, question, text, answer, needsEmbedder } of plantedQuestions) {
    const parts = [result('a', text), ...newest];
    for (const given of needsEmbedder ? [{ embedder }] : [{}, { embedder }]) {
      const by = 'embedder' in given ? 'by terms and meaning' : 'by terms';
      it(`in ${kind}, ${by}, in at most half of it`, async () => {
        const found = await excerpt(parts, { query: question, ...given });
        for (const line of answer) expect(found).toContain(line);
        const { count } = envFor();
        expect(count(found)).toBeLessThan(0.5 * count(text));
        expect(await excerpt([...parts, user(question)], given)).toBe(found);
      });
    }
  }
});

describe('extractive-selection', () => {
  let shown: readonly string[];
  beforeAll(async () => {
    shown = (await excerpt(old, {})).split('\n');
  });

  it('says how much is shown, under one handle', () => {
    const lines = handbook.split('\n').slice(0, -1);
    const left = shown.flatMap((line) => /^… (\d+) lines?$/.exec(line)?.[1] ?? []).map(Number);
    const kept = lines.length - left.reduce((sum, count) => sum + count, 0);
    expect(shown[0]).toBe(`[ctxopt: excerpt of ${kept} of ${lines.length} lines, ${handleOf(handbook)}]`);
    expect(shown.filter((line) => line.includes('ctx:'))).toHaveLength(1);
  });

  it('keeps the order, and what tells where the rest belongs', () => {
    const lines = handbook.split('\n');
    const places = shown
      .slice(1)
      .filter((line) => line !== '' && !line.startsWith('… '))
      .map((line) => lines.indexOf(line));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(shown).toEqual(expect.arrayContaining(lines.filter((line) => line.startsWith('#'))));
  });

  it('keeps what alarms, and what must be preserved', async () => {
    const lines = handbook.split('\n');
    lines[20] = 'src/a.ts(3,5): error TS2322: Type is wrong.';
    const found = await excerpt([result('a', lines.join('\n')), ...newest], {
      query: 'uploads',
      preserved: (line) => line.includes('steam') || line.includes('Billing counts'),
    });
    expect(found).toContain(`\n${lines[20]}\n`);
    expect(found).toContain('\nBilling counts the average');
  });

  it('does not choose the same again', async () => {
    const said = Array.from(
      { length: 30 },
      (_, at) => `the upload of a picture to the album went well, take ${at}`,
    );
    const other = [
      'an upload of documents is checked by the scanner',
      'whoever starts an upload sees how far it is',
      'large uploads go to the second data center',
    ];
    const text = [...said.slice(0, 15), ...other, ...said.slice(15)].join('\n');
    for (const given of [{}, { embedder }]) {
      const found = await excerpt([result('a', text), ...newest], { query: 'upload', ...given });
      for (const line of other) expect(found).toContain(line);
    }
  });

  it('asks for what the user said last with substance', async () => {
    const asked = user('When are incomplete uploads swept away?');
    const found = await excerpt([old[0]!, ...newest, asked], {});
    const more = [
      user('yes'),
      user('<system-reminder>Keep the list of pictures and previews in mind.</system-reminder> go on'),
      part('said', 'I look for previews of pictures', { role: 'assistant', kind: 'text' }),
    ];
    expect(await excerpt([old[0]!, ...newest, asked, ...more], {})).toBe(found);
    expect(await excerpt([old[0]!, ...newest], { prefix: [asked] })).toBe(found);
    expect(await excerpt([old[0]!, ...newest, asked, user('Show previews of pictures')], {})).not.toBe(found);
  });

  it('selects whole definitions of code', async () => {
    const { text, question } = plantedQuestions.find(({ kind }) => kind === 'code')!;
    const found = await excerpt([result('a', text), ...newest], { query: question });
    const pieces = found.split(/^… .*$/m).slice(1);
    expect(found).toContain('export function parseOrder(line: string): Order {\n… ');
    for (const piece of pieces) expect(text).toContain(piece.trim());
  });

  it('selects hunks of a diff whole, under their headers', async () => {
    const hunk = (at: number, word: string) =>
      [
        `@@ -${at},6 +${at},6 @@`,
        ' before',
        ' it',
        `-  old(${word});`,
        `+  fresh(${word});`,
        ' behind',
        ' that',
      ].join('\n');
    const words = [
      'apple',
      'pear',
      'plum',
      'peach',
      'cherry',
      'grape',
      'melon',
      'lemon',
      'fig',
      'date',
      'olive',
      'quince',
    ];
    const diff = [
      'diff --git a/x.ts b/x.ts',
      '--- a/x.ts',
      '+++ b/x.ts',
      ...words.map((word, at) => hunk(20 * at, word)),
    ].join('\n');
    const found = await excerpt([result('a', diff), ...newest], { query: 'where does the cherry go?' });
    const isWhole = words.map((word, at) => found.includes(hunk(20 * at, word)));
    expect(isWhole[4]).toBe(true);
    expect(isWhole.filter((is) => is).length).toBeLessThan(6);
    words.forEach((word, at) => {
      expect(found).toContain(`@@ -${20 * at},6`);
      expect(found.includes(`fresh(${word})`)).toBe(isWhole[at]);
    });
  });

  it('leaves alone what is new, small, of an earlier run, or data, and all where nobody asks', async () => {
    const query = 'uploads';
    const untouched = async (parts: readonly Part[], env: Partial<PassEnv> = { query }) =>
      expect(await extractiveSelection.run(parts, envFor(env))).toEqual(parts);
    await untouched(old.slice(0, -1), {});
    await untouched([result('a', handbook), user('uploads of files')]);
    await untouched([result('a', `[ctxopt: 3 lines, ctx:0123456789ab]\n${handbook}`), ...newest]);
    await untouched([result('a', handbook.slice(0, 800)), ...newest]);
    const records = Array.from({ length: 60 }, (_, id) => ({ id, name: `upload ${id}`, size: 3 * id }));
    await untouched([result('a', JSON.stringify(records, null, 1)), ...newest]);
    await untouched([part('said', handbook, { role: 'assistant', kind: 'text' }), ...newest]);
  });

  it('takes one tool’s output, about which nobody talks', async () => {
    const call = part('call', '{"command":"cat"}', { role: 'assistant', kind: 'tool_call' });
    const parts = [result('a', handbook), call];
    const found = await excerpt(parts, { query: 'incomplete uploads' });
    expect(found).toMatch(/^\[ctxopt: excerpt of /);
    expect(found).toContain(plantedQuestions[0]!.answer[0]);
  });

  it('leaves files alone that may be edited: the newest read of each, and reads before an edit', async () => {
    const { text } = plantedQuestions.find(({ kind }) => kind === 'code')!;
    const file = { input: { file_path: 'src/orders.ts' } };
    const read = (id: string, from = '') => result(id, from + text, { name: 'Read', ...file });
    const edit = result('e', 'done', { name: 'Edit', ...file });
    const changed = async (...parts: Part[]) =>
      (await extractiveSelection.run([...parts, ...newest], envFor({ query: 'retry delay' })))
        .slice(0, parts.length)
        .map((now, at) => now !== parts[at]);
    expect(await changed(read('a'))).toEqual([false]);
    expect(await changed(read('a'), read('b', '\n'))).toEqual([true, false]);
    expect(await changed(read('a'), edit, read('b', '\n'))).toEqual([false, false, false]);
  });

  it('reads paths that were written once, and writes them out', async () => {
    const text = plantedQuestions
      .find(({ kind }) => kind === 'search hits')!
      .text.replaceAll('src/', 'packages/application/server/source/');
    const short = encodePaths(text);
    expect(short).not.toBe(text);
    const now = { ...result('a', text), text: short };
    const found = await excerpt([now, ...newest], { query: 'who calls closeSession?' });
    expect(found).toContain(
      'packages/application/server/source/accounts/close-account.ts:14:  await closeSession',
    );
    expect(decodePaths(found)).toBe(found);
  });

  it('keeps what a marker of this run says, in one marker', async () => {
    const text = `[ctxopt: HTML as its text, ${handleOf(handbook)}]\n${handbook}`;
    const found = await excerpt([{ ...result('a', handbook), text }, ...newest], { query: 'uploads' });
    expect(found).toMatch(
      /^\[ctxopt: HTML as its text, excerpt of \d+ of \d+ lines, ctx:[0-9a-f]{12}\]\n# Storage/,
    );
    expect(found.match(/ctx:/g)).toHaveLength(1);
  });
});
