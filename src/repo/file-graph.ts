import { definedNames, isTelling, UNKNOWN } from './defined-names.js';
import type { FileFacts, FileRole, IndexedSymbol } from './file-facts.js';
import { ROLE_FACTORS } from './file-role.js';
import type { Links } from './page-rank.js';
import { importResolver } from './resolve-import.js';

/** What of a file its place among the others depends on. */
export interface GraphFile {
  /** Relative to the indexed root, with `/`; no two files have the same. */
  readonly path: string;
  readonly role: FileRole;
  /** Bare names of what it defines, in any order; a repeated one counts once. */
  readonly definitions: readonly string[];
  /** Bare names that it defines, but that nothing in it is taken to be meant by: they share in what is said of the name. */
  readonly fields: readonly string[];
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

/** Kinds of symbols whose names nothing can refer to. */
const NO_NAMES: ReadonlySet<string> = new Set(['key', 'heading', 'text', 'summary', 'call']);

/** What a graph needs of a file's facts. */
export function graphFile(path: string, facts: FileFacts): GraphFile {
  const { role, symbols, imports, references } = facts;
  const [definitions, fields] = [new Set<string>(), new Set<string>()];
  for (const symbol of symbols) {
    if (isReachable(symbol, symbols)) definitions.add(bareName(symbol, symbols));
    else if (FIELDS.has(symbol.kind)) fields.add(bareName(symbol, symbols));
  }
  return { path, role, definitions: [...definitions], fields: [...fields], imports, references };
}

/** Kinds of members that hold a value. */
const FIELDS: ReadonlySet<string> = new Set(['field', 'property', 'member']);

/**
 * Whether other files may mean it. A file's own variables share their names with too many things, and so does a field
 * of a plain name (`number`, `state`): where one is mentioned, a type, a parameter or another's field mostly is.
 */
export function isReachable(
  symbol: Pick<IndexedSymbol, 'kind' | 'exported' | 'name' | 'parent'>,
  symbols: readonly Pick<IndexedSymbol, 'name'>[],
): boolean {
  const { kind, exported } = symbol;
  if (NO_NAMES.has(kind) || (kind === 'variable' && !exported)) return false;
  return !FIELDS.has(kind) || isTelling(bareName(symbol, symbols));
}

/** A symbol's name without its parents'. */
export function bareName(
  symbol: Pick<IndexedSymbol, 'name' | 'parent'>,
  symbols: readonly Pick<IndexedSymbol, 'name'>[],
): string {
  const parent = symbol.parent === undefined ? undefined : symbols[symbol.parent];
  return parent ? symbol.name.slice(parent.name.length + 1) : symbol.name;
}

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
  const { names, definers, sharers, tellings, mentions } = definedNames(files);
  const resolve = importResolver(files.map(({ path }) => path));
  const uses = new Float64Array(names.size);
  /** Of the file in hand: its links' weights, and which files it imports. */
  const weights = new Float64Array(files.length);
  const imported = new Uint32Array(files.length);
  const starts = new Uint32Array(files.length + 1);
  const targets: number[] = [];
  const values: number[] = [];
  let touched: number[] = [];
  let mention = 0;

  for (const [source, { path, role, imports, references }] of files.entries()) {
    const mark = source + 1;
    const link = (target: number, weight: number): void => {
      if (target === source) return;
      if (weights[target] === 0) touched.push(target);
      weights[target]! += weight;
    };
    for (const module of imports) {
      for (const target of resolve(path, module)) {
        if (imported[target] !== mark) link(target, IMPORT_WEIGHT);
        imported[target] = mark;
      }
    }
    for (const [, count] of references) {
      const name = mentions[mention++]!;
      if (name === UNKNOWN || tellings[name] === 0) continue;
      const weight = tellings[name]! * Math.sqrt(count);
      const all = definers[name]!;
      uses[name]! += (weight * ROLE_FACTORS[role] * all.length) / sharers[name]!;
      let meant = 0;
      for (const target of all) if (imported[target] === mark) meant++;
      const each = meant > 0 ? (IMPORTED * weight) / meant : weight / sharers[name]!;
      for (const target of all) if (meant === 0 || imported[target] === mark) link(target, each);
    }
    for (const target of touched) {
      targets.push(target);
      values.push(weights[target]!);
      weights[target] = 0;
    }
    touched = [];
    starts[source + 1] = targets.length;
  }
  const links = { starts, targets: Uint32Array.from(targets), weights: Float64Array.from(values) };
  return {
    paths: files.map(({ path }) => path),
    roles: files.map(({ role }) => role),
    links: { size: files.length, ...links },
    uses: new Map([...names].flatMap(([name, id]) => (uses[id]! > 0 ? [[name, uses[id]!] as const] : []))),
  };
}
