import { factsOf } from '../repo/facts-of.js';
import type { FileFacts } from '../repo/file-facts.js';
import { packGraph, packSymbols } from '../repo/packed.js';
import { nameTerms, searchTerms } from '../repo/search-terms.js';
import type { FileEntry, SearchRow, SettledStamp } from '../store/repo-index.js';
import { fileText } from './file-text.js';
import { lightEntry } from './light-entry.js';

/** A file as it was read. */
export interface FileBytes {
  readonly stamp: SettledStamp;
  readonly bytes: Uint8Array;
  /** The hash that the index has for it; empty if it has none. */
  readonly known: string;
}

export interface FileEntries {
  readonly entries: readonly FileEntry[];
  /** Of files that are as the index knows them. */
  readonly same: readonly SettledStamp[];
}

/** What the index is to keep of files: each is decoded and hashed, and parsed if it is another than the index knows. Pure. */
export async function fileEntries(files: readonly FileBytes[]): Promise<FileEntries> {
  const entries: FileEntry[] = [];
  const same: SettledStamp[] = [];
  for (const { stamp, bytes, known } of files) {
    const file = fileText(bytes);
    if (file === undefined || file.secret) entries.push(lightEntry(stamp));
    else if (file.hash === known) same.push(stamp);
    else entries.push(entryOf(stamp, file.hash, await factsOf(stamp.path, file.text)));
  }
  return { entries, same };
}

function entryOf(stamp: SettledStamp, hash: string, facts: FileFacts): FileEntry {
  const { language, role, lines, tokens, symbols } = facts;
  const own: SearchRow = { name: '', head: '', body: facts.terms };
  return {
    hash,
    language,
    role,
    lines,
    tokens,
    graph: packGraph(stamp.path, facts),
    symbols: packSymbols(facts),
    pathTerms: terms(stamp.path),
    rows: [
      own,
      ...symbols.map((symbol) => ({
        name: nameTerms(symbol.name).join(' '),
        head: terms(`${symbol.signature} ${symbol.doc ?? ''}`),
        body: symbol.terms,
      })),
    ],
    ...stamp,
  };
}

function terms(text: string): string {
  return searchTerms(text).join(' ');
}
