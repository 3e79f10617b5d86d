// Prints what the model is good for, on texts that it was not trained on.
//   node models/train/evaluate.js [--model FILE] [--split dev|test] [--cache FOLDER]
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { documentedFunctions, paraphraseScores, retrievalScores, unseenIn } from './benchmarks.js';
import { createStaticEmbedder } from './dist.js';
import { fetchPackages } from './fetch-packages.js';

/** Functions of one package, at most. */
const MOST_FUNCTIONS = 400;

const { values } = parseArgs({
  options: {
    cache: { type: 'string', default: path.join(tmpdir(), 'ctxopt-embedding-corpus') },
    model: { type: 'string', default: path.resolve(import.meta.dirname, '../static.bin') },
    split: { type: 'string', default: 'test' },
  },
});
const bytes = readFileSync(values.model);
const [embedder, loading] = await timed(() => createStaticEmbedder(bytes));
console.log(
  `${embedder.id}, ${bytes.length} bytes, ${embedder.dimensions} dimensions, the ${values.split} split`,
);

const sentences = await paraphraseScores(embedder, values.split);
console.log(`\nparaphrases, ${sentences.pairs} pairs written by hand: area under the curve`);
console.log(`  against random pairs                        ${sentences.random.toFixed(3)}`);
console.log(`  against the same words with another meaning ${sentences.opposites.toFixed(3)}`);

const packages = JSON.parse(readFileSync(path.join(import.meta.dirname, 'packages.json'), 'utf8'));
const pinned = values.split === 'dev' ? packages.tuning : packages.testing;
const functions = unseenIn(
  fetchPackages(packages.training, values.cache),
  documentedFunctions(fetchPackages(pinned, values.cache), MOST_FUNCTIONS),
);
const found = await retrievalScores(embedder, functions);
console.log(`\na doc comment finds its function among ${functions.length}`);
console.log('              MRR    first  first ten');
for (const [name, { mrr, at1, at10 }] of Object.entries(found))
  console.log(`  ${name.padEnd(10)}  ${mrr.toFixed(3)}  ${at1.toFixed(3)}  ${at10.toFixed(3)}`);

const texts = functions.map(({ comment }) => comment.split(' ').slice(0, 12).join(' '));
const many = Array.from({ length: 50_000 }, (_, k) => texts[k % texts.length]);
await embedder.embed(many);
const [, embedding] = await timed(() => embedder.embed(many));
console.log('\nby processor time');
console.log(`  loaded in ${(loading * 1000).toFixed(0)} ms`);
console.log(`  ${Math.round(many.length / embedding)} texts of up to 12 words a second`);

/** A result with the seconds of processor time that it took: what else the machine does counts little. */
async function timed(run) {
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}
