import type { FileRole } from '../repo/file-facts.js';
import type { GraphFile } from '../repo/file-graph.js';
import { unpackDefinitions, unpackGraph } from '../repo/packed.js';
import type { FileRow, RepoIndex } from '../store/repo-index.js';

/** What is kept of a file besides its part of the graph. */
export interface KnownFile {
  readonly lines: number;
  readonly hash: string;
  readonly role: FileRole;
}

interface GraphInput {
  readonly graphFiles: readonly GraphFile[];
  /** By path. */
  readonly files: ReadonlyMap<string, KnownFile>;
  /** Whether any file defines something and is more than data and prose. */
  readonly hasCode: boolean;
  /** Of all files together, in o200k_base. */
  readonly tokens: number;
}

/**
 * What a graph is made of, for all files under a folder. Of the names that they mention only those are kept that some
 * file defines, and each once in memory: of 7,000 files, one in five, and a tenth of the memory.
 */
export async function readGraph(index: RepoIndex, root: string, under: string): Promise<GraphInput> {
  const names = await index.readFiles(root, under, definedNames);
  return index.readFiles(root, under, (rows) => {
    const graphFiles: GraphFile[] = [];
    const files = new Map<string, KnownFile>();
    let hasCode = false;
    let sum = 0;
    for (const { path, role, lines, tokens, hash, graph } of rows) {
      sum += tokens;
      const own = unpackGraph(graph, names);
      files.set(path, { lines, hash, role });
      if (own.definitions.length > 0 && role !== 'data' && role !== 'docs') hasCode = true;
      graphFiles.push({ path, role, ...own });
    }
    return { graphFiles, files, hasCode, tokens: sum };
  });
}

function definedNames(rows: Iterable<FileRow>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { graph } of rows) for (const name of unpackDefinitions(graph)) names.set(name, name);
  return names;
}
