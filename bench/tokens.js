// How fast the counter is against js-tiktoken, and what a run without a split costs it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Tiktoken } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { createBpeTokenizer } from '../dist/src/tokens/bpe.js';

const modules = path.resolve(import.meta.dirname, '../node_modules');
const LETTERS = 200_000;

export async function run() {
  const rows = [];
  for (const [encoding, ranks] of Object.entries({ o200k_base: o200k, cl100k_base: cl100k })) {
    const ours = createBpeTokenizer(encoding);
    const theirs = new Tiktoken(ranks);
    ours.count('read the rank table');
    for (const [kind, text] of Object.entries({ TypeScript: typeScript(), English: english() })) {
      const own = fastest(7, () => ours.count(text));
      const reference = fastest(3, () => theirs.encode(text, [], []).length);
      if (own.result !== reference.result)
        throw new Error(`${encoding}: ${own.result} ≠ ${reference.result} tokens`);
      const ratio = reference.ms / own.ms;
      const speed = (text.length / own.ms / 1000).toFixed(0);
      rows.push({
        name: `${encoding}, ${kind} (${speed} MB/s), against js-tiktoken`,
        value: `${ratio.toFixed(1)} ×`,
        aim: '≥ 3 ×',
        ok: ratio >= 3,
      });
    }
    const { ms } = fastest(3, () => ours.count('a'.repeat(LETTERS)));
    rows.push({
      name: `${encoding}, 200 KB of one letter`,
      value: `${ms.toFixed(0)} ms`,
      aim: '< 300 ms',
      ok: ms < 300,
    });
  }
  return { title: 'Token counting', rows };
}

function typeScript() {
  const read = (file, length) =>
    readFileSync(path.join(modules, 'typescript/lib', file), 'utf8').slice(0, length);
  return read('typescript.d.ts', 500_000) + read('lib.dom.d.ts', 500_000);
}

/** The prose of the dependencies' documents: lines of eight words and more that begin with a letter. */
function english() {
  const documents = readdirSync(modules, { recursive: true })
    .filter((file) => /\.md$/i.test(file))
    .sort();
  const text = documents.map((file) => readFileSync(path.join(modules, file), 'utf8')).join('\n');
  return text
    .split('\n')
    .filter((line) => /^[A-Za-z](?:\S* ){7}/.test(line))
    .join('\n')
    .slice(0, 1_000_000);
}

function fastest(times, work) {
  let ms = Number.POSITIVE_INFINITY;
  let result;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    result = work();
    ms = Math.min(ms, performance.now() - start);
  }
  return { ms, result };
}
