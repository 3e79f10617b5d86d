// Which of two texts that say the same are found, and which that do not are taken for the same: shingles alone, the embedder
// alone, the embedder with a comparison of numbers and names, and what the pass `semantic-duplicates` does, side by side.
//   npm run bench:semantic -- [--set dev|test]
// The set dev is to be tuned on. Of the set test, which is held out, only totals are printed; thresholds always come from dev.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { aims } from './aims.js';
import { embedder, methods } from './methods.js';
import { othersTable, pairsTable } from './report.js';

const set = prepare();
const pairs = { dev: load('dev'), test: load('test') };
const others = ['code', 'log-lines', 'boilerplate'].flatMap((name) => read(`${name}.json`));
const measured = [];
for (const method of methods) {
  const dev = await judged(method, pairs.dev);
  // The lowest bar that no hard negative of the set dev reaches.
  const highest = Math.max(...dev.filter(({ same }) => !same).map(({ score }) => score));
  const records = set === 'dev' ? dev : await judged(method, pairs.test);
  const merges = ({ score }) => (method.decides ? score >= 1 : score > highest);
  measured.push({
    name: method.name,
    bar: method.decides ? undefined : highest,
    records: records.map((record) => ({ ...record, merged: merges(record) })),
    others: (await judged(method, others)).map((record) => ({ ...record, merged: merges(record) })),
  });
}

console.log(`Embedder ${embedder.id}; the set ${set}.`);
print('Prose', pairsTable(measured));
print('Code, log lines, boilerplate', othersTable(measured));
const rows = aims(measured);
print('Aims', rows.map(({ text, ok }) => `- ${ok ? 'ok' : 'MISS'}: ${text}`).join('\n'));
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

function prepare() {
  try {
    const { values } = parseArgs({ options: { set: { type: 'string', default: 'test' } } });
    if (!['dev', 'test'].includes(values.set)) throw new Error('--set is dev or test.');
    return values.set;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function load(name) {
  return [
    ...read(`paraphrases.${name}.json`).map((pair) => ({ ...pair, kind: pair.degree, same: true })),
    ...read(`hard-negatives.${name}.json`).map((pair) => ({ ...pair, kind: pair.differ, same: false })),
  ];
}

function read(file) {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'pairs', file), 'utf8'));
}

async function judged(method, all) {
  return Promise.all(
    all.map(async ({ kind, same, a, b }) => ({ kind, same, score: await method.score(a, b) })),
  );
}

function print(title, text) {
  console.log(`\n### ${title}\n\n${text}`);
}
