import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { definitionsByCtags } from './ctags.js';
import { exception } from './exceptions.js';
import { judge } from './judge.js';
import { definitionsByPython } from './python.js';
import { required } from './required.js';
import { sourceFiles } from './source-files.js';

const GRAVITY = { missing: 0, nameless: 1, start: 2, end: 3 };

/**
 * What is measured, from a build or from its sources.
 * @typedef {object} Outliner
 * @property {(path: string, text: string) => import('../../src/outline/outline.js').Language | undefined} languageOf
 * @property {(path: string, text: string) => Promise<import('../../src/outline/outline.js').Outline>} outlineOf
 */
/** @typedef {import('./judge.js').Fault & { readonly file: string, readonly source: string }} Miss */

/**
 * @typedef {object} Measured
 * @property {string} language
 * @property {number} files
 * @property {number} unread files of this language that the oracle cannot parse
 * @property {number} definitions that must be there, exceptions taken off
 * @property {number} found
 * @property {number} spans definitions found, exceptions taken off
 * @property {number} exact of these, the ones with the right lines
 * @property {number} ends of the spans, the ones whose last line is known
 * @property {number} inside definitions in functions, which need not be there
 * @property {number} insideFound
 * @property {number} symbols
 * @property {number} nameless symbols whose lines are without their name
 * @property {ReadonlyMap<string, readonly Miss[]>} exceptions by reason, the faults that are none
 * @property {readonly Miss[]} misses
 */

/**
 * Holds the outlines of all files of a language in some trees against its oracle.
 * @param {string} language
 * @param {readonly string[]} trees folders or files
 * @param {Outliner} outliner
 * @param {number} [limit] if there are more files, as many are taken, evenly spread
 * @returns {Promise<Measured>}
 */
export async function measure(language, trees, outliner, limit = Number.POSITIVE_INFINITY) {
  const { files: endings, oracle, rules } = required[language];
  const paths = trees.flatMap((tree) => sourceFiles(tree, endings));
  const texts = distinct(paths).filter(([file, text]) => outliner.languageOf(file, text)?.name === language);
  const sources = new Map();
  for (const [file, text] of spread(texts, limit)) {
    sources.set(file, { text, symbols: (await outliner.outlineOf(file, text)).symbols });
  }
  const files = [...sources.keys()];
  const known = oracle === 'python' ? definitionsByPython(files) : definitionsByCtags(files, oracle);
  const sum = {
    files: 0,
    unread: 0,
    definitions: 0,
    spans: 0,
    ends: 0,
    inside: 0,
    insideFound: 0,
    symbols: 0,
  };
  /** @type {Map<string, Miss[]>} */
  const exceptions = new Map();
  /** @type {Miss[]} */
  const misses = [];
  for (const [file, { text, symbols }] of sources) {
    const definitions = known.get(file);
    if (!definitions) {
      sum.unread += 1;
      continue;
    }
    const verdict = judge(text, symbols, definitions, rules);
    sum.files += 1;
    for (const key of ['definitions', 'spans', 'ends', 'inside', 'insideFound', 'symbols'])
      sum[key] += verdict[key];
    const lines = text.split(/\r?\n/);
    for (const fault of verdict.faults) {
      const reason = exception(language, fault, lines);
      const miss = { ...fault, file, source: (lines[fault.line - 1] ?? '').trim() };
      if (reason === undefined) misses.push(miss);
      else if (exceptions.has(reason)) exceptions.get(reason)?.push(miss);
      else exceptions.set(reason, [miss]);
    }
  }
  const excused = [...exceptions.values()].flat();
  const definitions = sum.definitions - count(excused, 'missing');
  const spans = sum.spans - count(excused, 'start', 'end');
  return {
    language,
    ...sum,
    definitions,
    found: definitions - count(misses, 'missing'),
    spans,
    exact: spans - count(misses, 'start', 'end'),
    nameless: count(misses, 'nameless'),
    exceptions,
    misses: misses.sort((a, b) => GRAVITY[a.problem] - GRAVITY[b.problem]),
  };
}

/**
 * @param {readonly Miss[]} faults
 * @param {readonly string[]} problems
 */
function count(faults, ...problems) {
  return faults.filter(({ problem }) => problems.includes(problem)).length;
}

/**
 * The texts of files, each text once; binary ones and other encodings than UTF-8 are left out.
 * @param {readonly string[]} files
 * @returns {[string, string][]}
 */
function distinct(files) {
  const seen = new Set();
  /** @type {[string, string][]} */
  const texts = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const text = bytes.toString('utf8');
    const digest = createHash('sha256').update(bytes).digest('base64');
    if (seen.has(digest) || /[\0\uFFFD]/.test(text)) continue;
    seen.add(digest);
    texts.push([file, text]);
  }
  return texts;
}

/**
 * @template T
 * @param {readonly T[]} files
 * @param {number} limit
 */
function spread(files, limit) {
  const step = Math.max(1, files.length / limit);
  return files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
