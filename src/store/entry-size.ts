import type { FileEntry } from './repo-index.js';

/** What a row takes besides its texts, in bytes: roughly. */
const ROW = 60;

/** Bytes that an entry takes, roughly: its texts at one byte a UTF-16 unit, as nearly all is ASCII. */
export function sizeOfEntry({ path, graph, symbols, pathTerms, rows }: FileEntry): number {
  let size = 200 + path.length + graph.length + symbols.length;
  for (const { name, head, body } of rows)
    size += ROW + pathTerms.length + name.length + head.length + body.length;
  return size;
}
