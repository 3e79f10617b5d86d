import type { FileFacts, FileRole, IndexedSymbol } from './file-facts.js';
import { importResolver } from './resolve-import.js';
import { type Links } from './page-rank.js';

/** What of a file its place among the others depends on. */
export interface GraphFile {
  /** Relative to the indexed root, with `/`; no two files have the same. */
  readonly path: string;
  readonly role: FileRole;
  /** Bare names of what it defines, in any order; a repeated one counts once. */
  readonly definitions: readonly string[];
  /** Modules that it imports, as written. */
  readonly imports: readonly string[];
  readonly references: readonly (readonly [identifier: string, count: number])[];
}

/** Who refers to whom. */
export interface FileGraph {
  readonly paths: readonly string[];
  readonly roles: readonly FileRole[];
  readonly links: Links;
  /** By a name that a file defines: how much other files refer to it. Names that nothing refers to are absent. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Kinds of symbols that name no code. */
const NO_CODE: ReadonlySet<string> = new Set(['key', 'heading', 'text']);

/** What a graph needs of a file's facts. */
export function graphFile(path: string, facts: FileFacts): GraphFile {
  const { role, symbols, imports, references } = facts;
  const definitions = symbols.flatMap((symbol) =>
    NO_CODE.has(symbol.kind) ? [] : [bareName(symbol, symbols)],
  );
  return { path, role, definitions: [...new Set(definitions)], imports, references };
}

/** A symbol's name without its parents'. */
export function bareName(symbol: IndexedSymbol, symbols: readonly IndexedSymbol[]): string {
  const parent = symbol.parent === undefined ? undefined : symbols[symbol.parent];
  return parent ? symbol.name.slice(parent.name.length + 1) : symbol.name;
}

/** A name that more files define says nothing of which is meant. */
const MOST_DEFINERS = 24;

/** How much more a reference counts where the file imports what defines the name. */
const IMPORTED = 4;
/** What an import alone links by, as one mention of a plain name does. */
const IMPORT_WEIGHT = 1;

/**
 * A link leads from a file that mentions a name to each that defines it, weighted by the square root of how often, and
 * by how much the name tells. What a file imports decides between several definers. Linear in all references.
 */
export function fileGraph(unordered: readonly GraphFile[]): FileGraph {
  const files = [...unordered].sort((a, b) => (a.path < b.path ? -1 : 1));
  const definers = definersOf(files);
  const tellings = tellingsOf(files, definers);
  const resolve = importResolver(files.map(({ path }) => path));
  const uses = new Map<string, number>();
  const weights = new Float64Array(files.length);
  const starts = new Uint32Array(files.length + 1);
  const targets: number[] = [];
  const values: number[] = [];
  for (const [source, { path, imports, references }] of files.entries()) {
    const touched: number[] = [];
    const add = (target: number, weight: number): void => {
      if (target === source) return;
      if (weights[target] === 0) touched.push(target);
      weights[target]! += weight;
    };
    const imported = new Set<number>();
    for (const module of imports) for (const target of resolve(path, module)) imported.add(target);
    for (const target of imported) add(target, IMPORT_WEIGHT);
    for (const [name, count] of references) {
      const telling = tellings.get(name);
      if (telling === undefined) continue;
      const weight = telling * Math.sqrt(count);
      uses.set(name, (uses.get(name) ?? 0) + weight);
      const all = definers.get(name)!;
      const meant = all.filter((target) => imported.has(target));
      const [likely, factor] = meant.length > 0 ? [meant, IMPORTED] : [all, 1];
      for (const target of likely) add(target, (factor * weight) / likely.length);
    }
    for (const target of touched.sort((a, b) => a - b)) {
      targets.push(target);
      values.push(weights[target]!);
      weights[target] = 0;
    }
    starts[source + 1] = targets.length;
  }
  return {
    paths: files.map(({ path }) => path),
    roles: files.map(({ role }) => role),
    links: {
      size: files.length,
      starts,
      targets: Uint32Array.from(targets),
      weights: Float64Array.from(values),
    },
    uses,
  };
}

function definersOf(files: readonly GraphFile[]): ReadonlyMap<string, readonly number[]> {
  const definers = new Map<string, number[]>();
  for (const [index, { definitions }] of files.entries()) {
    for (const name of definitions) {
      const some = definers.get(name);
      if (!some) definers.set(name, [index]);
      else if (some.at(-1) !== index) some.push(index);
    }
  }
  return definers;
}

/**
 * How much a mention of a name tells, from 0 to 1; only for names that are defined, and not nearly everywhere. Less the
 * more files mention it, as in inverse document frequency, and less for names that are short, plain or private.
 */
function tellingsOf(
  files: readonly GraphFile[],
  definers: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<string, number> {
  const mentions = new Map<string, number>();
  for (const { references } of files) {
    for (const [name] of references) {
      const some = definers.get(name);
      if (some && some.length <= MOST_DEFINERS) mentions.set(name, (mentions.get(name) ?? 0) + 1);
    }
  }
  const most = Math.log(1 + files.length);
  const tellings = new Map<string, number>();
  for (const [name, count] of mentions) {
    const rarity = Math.log(1 + files.length / count) / most;
    tellings.set(name, (rarity * distinction(name)) / Math.sqrt(definers.get(name)!.length));
  }
  return tellings;
}

/** How likely one name means one thing: made of several words it does, private ones are not for others. */
function distinction(name: string): number {
  if (name.length < 3) return 0.1;
  if (name.startsWith('_') || name.startsWith('#')) return 0.2;
  const several = /[a-z\d][A-Z]|[^_]_[^_]/.test(name);
  return several && name.length >= 8 ? 1 : /^[A-Z]/.test(name) ? 0.7 : 0.4;
}
