import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FileFacts, IndexedSymbol } from './file-facts.js';
import { type GraphFile, graphFile } from './file-graph.js';

/**
 * Counts the ways in which facts were found and packed. To be raised whenever an outline, a role or the terms of a search
 * come out otherwise than before, so that what was indexed by older code is not used.
 */
export const INDEX_FORMAT = 1;

/** What of a symbol a map needs; its terms are in the search alone. */
export type PackedSymbol = Omit<IndexedSymbol, 'terms'>;

/** A file's part of the graph without what its row tells. Not deflated: those of all files are read for one map. */
export function packGraph(path: string, facts: FileFacts): Uint8Array {
  const { definitions, imports, references } = graphFile(path, facts);
  return Buffer.from(JSON.stringify({ definitions, imports, references }));
}

export function unpackGraph(bytes: Uint8Array): Pick<GraphFile, 'definitions' | 'imports' | 'references'> {
  return parsed(bytes, { definitions: [], imports: [], references: [] });
}

export function packSymbols({ symbols }: FileFacts): Uint8Array {
  return deflateRawSync(JSON.stringify(symbols.map(({ terms: _, ...symbol }) => symbol)), { level: 1 });
}

export function unpackSymbols(bytes: Uint8Array): readonly PackedSymbol[] {
  if (bytes.length === 0) return [];
  try {
    return parsed(inflateRawSync(bytes), []);
  } catch {
    return [];
  }
}

/** Nothing, as for a file that was not looked into, is `empty`; so is what a failing disk garbled. */
function parsed<T>(bytes: Uint8Array, empty: T): T {
  if (bytes.length === 0) return empty;
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as T;
  } catch {
    return empty;
  }
}
