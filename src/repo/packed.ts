import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FileFacts, IndexedSymbol } from './file-facts.js';
import { type GraphFile, graphFile } from './file-graph.js';

/**
 * Counts the ways in which facts were found and packed. To be raised whenever an outline, a role or the terms of a search
 * come out otherwise than before, so that what was indexed by older code is not used.
 */
export const INDEX_FORMAT = 4;

const LINE_END = 0x0a;

/** What of a symbol a map needs; its terms are in the search alone. */
export type PackedSymbol = Omit<IndexedSymbol, 'terms'>;

/**
 * A file's part of the graph without what its row tells, each part on its own line, so that it is read alone. Not
 * deflated: those of all files are read for one map.
 */
export function packGraph(path: string, facts: FileFacts): Uint8Array {
  const { definitions, fields, imports, references } = graphFile(path, facts);
  const names = references.map(([name]) => name);
  const counts = references.map(([, count]) => count);
  return Buffer.from(
    [definitions, imports, names, counts, fields].map((part) => JSON.stringify(part)).join('\n'),
  );
}

/** The names that a file defines. */
export function unpackDefinitions(bytes: Uint8Array): readonly string[] {
  const end = bytes.indexOf(LINE_END);
  return end === -1 ? [] : parsed(textOf(bytes.subarray(0, end)), []);
}

/** @param defined the names that any file defines: of the file's references, those to other names are left out */
export function unpackGraph(
  bytes: Uint8Array,
  defined: ReadonlyMap<string, string>,
): Pick<GraphFile, 'definitions' | 'fields' | 'imports' | 'references'> {
  const lines = textOf(bytes).split('\n');
  const [definitions, imports, names, fields] = [0, 1, 2, 4].map((at) =>
    parsed<readonly string[]>(lines[at], []),
  );
  const counts = parsed<readonly number[]>(lines[3], []);
  const references: (readonly [string, number])[] = [];
  for (const [at, mentioned] of names!.entries()) {
    const name = defined.get(mentioned);
    if (name !== undefined) references.push([name, counts[at] ?? 1]);
  }
  return {
    definitions: definitions!.map((name) => defined.get(name) ?? name),
    // of those that are nothing but fields no reference is kept
    fields: fields!.flatMap((name) => defined.get(name) ?? []),
    imports: imports!,
    references,
  };
}

export function packSymbols({ symbols }: FileFacts): Uint8Array {
  return deflateRawSync(JSON.stringify(symbols.map(({ terms: _, ...symbol }) => symbol)), { level: 1 });
}

export function unpackSymbols(bytes: Uint8Array): readonly PackedSymbol[] {
  try {
    return parsed(bytes.length === 0 ? '' : textOf(inflateRawSync(bytes)), []);
  } catch {
    return [];
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** Nothing, as for a file that was not looked into, is `empty`; so is what a failing disk garbled. */
function parsed<T>(json: string | undefined, empty: T): T {
  if (json === undefined || json === '') return empty;
  try {
    return JSON.parse(json) as T;
  } catch {
    return empty;
  }
}
