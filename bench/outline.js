import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { outlineOf } from '../dist/src/outline/outline-of.js';

const require = createRequire(import.meta.url);
const AIM = 1.5;
const ROUNDS = 15;

/** A large declaration file, a large and a dense JavaScript source, a middling TypeScript one. */
const files = [
  ['typescript/lib/lib.dom.d.ts', 'typescript'],
  ['typescript/lib/typescript.d.ts', 'typescript'],
  ['fast-check/lib/fast-check.js', 'javascript'],
  ['diff/dist/diff.js', 'javascript'],
];

/** The outline's time over that of the parse alone: the least of each, from rounds that take turns. */
async function ratioOf(file, text, grammar) {
  const parser = new Parser();
  const language = await Language.load(
    require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`),
  );
  parser.setLanguage(language);
  await outlineOf(file, text);
  let [parse, outline] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    parser.parse(text).delete();
    const middle = performance.now();
    await outlineOf(file, text);
    const end = performance.now();
    parse = Math.min(parse, middle - start);
    outline = Math.min(outline, end - middle);
  }
  parser.delete();
  return outline / parse;
}

export async function run() {
  await Parser.init();
  const rows = [];
  for (const [name, grammar] of files) {
    const text = readFileSync(new URL(`../node_modules/${name}`, import.meta.url), 'utf8');
    const ratio = await ratioOf(name, text, grammar);
    rows.push({
      name: `${name}, ${(text.length / 1e6).toFixed(2)} MB`,
      value: `${ratio.toFixed(2)}×`,
      aim: `at most ${AIM}×`,
      ok: ratio <= AIM,
    });
  }
  return { title: "outline against tree-sitter's own parse", rows };
}
