// Makes models/static.bin from the packages that packages.json pins. The same seed gives the same bytes.
//   npm run train:embeddings -- [--cache FOLDER] [--out FILE]
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createCorpus } from './corpus.js';
import { corpusFiles } from './corpus-files.js';
import { fetchPackages } from './fetch-packages.js';
import { SETTINGS, trainModel } from './train-model.js';

/** What one package may give, so that no large one rules. */
const MOST_WORDS = 1_000_000;
const MOST_PAIRS = 20_000;

const { values } = parseArgs({
  options: {
    cache: { type: 'string', default: path.join(tmpdir(), 'ctxopt-embedding-corpus') },
    out: { type: 'string', default: path.resolve(import.meta.dirname, '../static.bin') },
  },
});
const started = performance.now();
const log = (message) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${message}`);

const { training } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'packages.json'), 'utf8'));
const tarballs = fetchPackages(training, values.cache);
log(`${training.length} packages`);

const collected = createCorpus();
let words = 0;
for (const tarball of tarballs)
  words += collected.addPackage(corpusFiles(tarball), MOST_WORDS, MOST_PAIRS).words;
const corpus = collected.finish();
log(`${words} words, ${corpus.words.length - 1} of them distinct, ${corpus.pairs.length} pairs`);

const model = trainModel(corpus, { ...SETTINGS, log });
writeFileSync(values.out, model);
log(`${values.out}: ${model.length} bytes, sha256 ${createHash('sha256').update(model).digest('hex')}`);
