import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OutlineSymbol } from '../../src/outline/outline.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { createOracle, type Declared, type Expected } from './oracle.js';

/** Bundles above this are left out, as minified files are: they are no source that anybody reads. */
const SIZE_LIMIT = 1_500_000;
/** Of a package with more files, every n-th in alphabetical order is taken. */
const FILE_LIMIT = 400;

const packages = [
  '@modelcontextprotocol/server',
  'diff',
  'fast-check',
  'hono',
  'ini',
  'jsonc-parser',
  'minimist',
  'node-abi',
  'piscina',
  'postcss',
  'readable-stream',
  'semver',
  'tar-stream',
  'typescript/lib',
  'vitest',
  'zod',
];

/** Why an outline need not have what the compiler calls exported; `undefined` if it must. */
function exception(name: string, missing: readonly Declared[]): string | undefined {
  if (name === '__esModule') return '`__esModule`, a mark of compilers that says nothing to a reader';
  if (missing.every(({ ofParameter }) => ofParameter))
    return 'modules in a bundle, whose `exports` is a parameter';
  if (missing.every(({ inComment }) => inComment)) return 'types that a comment defines (`@typedef`)';
  return undefined;
}

const root = path.resolve(import.meta.dirname, '../../node_modules');

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const file = path.join(folder, name);
      const stats = statSync(file);
      if (stats.isDirectory()) return name === 'node_modules' ? [] : filesOf(file);
      return /(?<!\.min)\.(?:[cm]?[jt]sx?)$/.test(name) && stats.size <= SIZE_LIMIT ? [file] : [];
    });
}

function flatten(symbols: readonly OutlineSymbol[]): OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

/** The compiler's names for what an outline calls by what is written. */
const synonyms: Readonly<Record<string, readonly string[]>> = { 'export=': ['module.exports', 'export='] };

/** What must stand in the lines of a symbol of that name. */
function writingsOf(name: string): readonly string[] {
  if (name === 'default' || name === '{}' || name === 'export=' || name === '*') return ['default', 'xport'];
  return name === '()' ? ['('] : [name, name.replace(/^\[(.*)\]$/, '$1')];
}

function isAmong(
  symbols: ReadonlyMap<string, readonly OutlineSymbol[]>,
  { names, startLine }: Expected,
): boolean {
  return names
    .flatMap((name) => synonyms[name] ?? [name])
    .some((name) =>
      symbols.get(name)?.some((symbol) => symbol.startLine <= startLine && startLine <= symbol.endLine),
    );
}

function hasSpan(symbols: ReadonlyMap<string, readonly OutlineSymbol[]>, expected: Expected): boolean {
  return expected.names.some((name) =>
    symbols
      .get(name)
      ?.some((symbol) => symbol.startLine === expected.startLine && symbol.endLine === expected.endLine),
  );
}

function share(part: number, whole: number): string {
  return `${part}/${whole} (${whole === 0 ? '100' : ((100 * part) / whole).toFixed(2)} %)`;
}

describe('an outline against the TypeScript compiler', () => {
  it.each(packages)('has all that %s exports, with exact lines', { timeout: 60_000 }, async (name) => {
    const folder = realpathSync(path.join(root, name));
    const all = filesOf(folder);
    const step = Math.ceil(all.length / FILE_LIMIT);
    const files = all.filter((_, i) => i % step === 0);
    const oracle = createOracle(files);
    const counts = { exports: 0, found: 0, spans: 0, exact: 0, members: 0, exactMembers: 0, symbols: 0 };
    const misses: string[] = [];
    const exceptions = new Map<string, number>();
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const lines = text.split('\n');
      const outline = await outlineOf(file, text);
      const place = path.relative(root, file);
      const symbols = new Map<string, OutlineSymbol[]>();
      for (const symbol of flatten(outline.symbols)) {
        counts.symbols++;
        symbols.set(symbol.name, [...(symbols.get(symbol.name) ?? []), symbol]);
        const slice = lines.slice(symbol.startLine - 1, symbol.endLine).join('\n');
        if (!writingsOf(symbol.name).some((name) => slice.includes(name)))
          misses.push(`${place}: lines of ${symbol.name} are without its name`);
      }
      for (const { name, declared } of oracle.exportsOf(file)) {
        counts.exports++;
        const missing = declared.filter((expected) => !isAmong(symbols, expected));
        const reason = exception(name, missing);
        if (missing.length === 0) counts.found++;
        else if (reason) exceptions.set(reason, (exceptions.get(reason) ?? 0) + 1);
        else misses.push(`${place}:${missing.map(({ startLine }) => startLine).join(',')}: export ${name}`);
      }
      const { top, members } = oracle.declarationsOf(file);
      for (const expected of top) {
        counts.spans++;
        if (hasSpan(symbols, expected)) counts.exact++;
        else misses.push(`${place}:${expected.startLine}-${expected.endLine}: span of ${expected.names[0]}`);
      }
      for (const expected of members) {
        counts.members++;
        if (hasSpan(symbols, expected)) counts.exactMembers++;
        else
          misses.push(
            `${place}:${expected.startLine}-${expected.endLine}: span of member ${expected.names[0]}`,
          );
      }
    }
    const sampled = step > 1 ? ` (every ${step}th of ${all.length})` : '';
    const excepted = [...exceptions].map(([reason, count]) => `; but for ${count}: ${reason}`).join('');
    const due = counts.exports - [...exceptions.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `${name}: ${files.length} files${sampled}, exports ${share(counts.found, due)}, spans ${share(counts.exact, counts.spans)}, members ${share(counts.exactMembers, counts.members)}, ${counts.symbols} symbols${excepted}`,
    );
    expect(misses.slice(0, 20)).toEqual([]);
    expect(counts.exports).toBeGreaterThan(0);
  });
});
