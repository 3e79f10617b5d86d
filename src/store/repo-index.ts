import type { FileRole, FileStamp } from '../repo/file-facts.js';

/** The stamps of many files, column by column, so that they pass between threads at little cost. */
export interface FileStamps {
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
  readonly ctimes: Float64Array;
}

/** A file's stamp, and whether the same stamp again means the same content: not if it was just being changed. */
export interface SettledStamp extends FileStamp {
  readonly settled: boolean;
}

/** What a search finds one definition by, each a text of terms with blanks between. */
export interface SearchRow {
  readonly name: string;
  /** Of its signature and doc comment. */
  readonly head: string;
  readonly body: string;
}

/** What the index keeps of one file. `graph` and `symbols` are the writer's own, and given back as they are. */
export interface FileEntry extends SettledStamp {
  /** Content hash; empty for a file that was not looked into. */
  readonly hash: string;
  readonly language: string;
  readonly role: FileRole;
  readonly lines: number;
  /** o200k_base tokens of the whole file. */
  readonly tokens: number;
  /** What ranking the files needs of it. */
  readonly graph: Uint8Array;
  /** Its definitions. */
  readonly symbols: Uint8Array;
  /** The terms of its path, which every one of `rows` is found by too. */
  readonly pathTerms: string;
  /** First the file's own, then one a definition, in the order of `symbols`. */
  readonly rows: readonly SearchRow[];
}

export type FileRow = Omit<FileEntry, 'rows' | 'pathTerms' | 'settled' | 'symbols'>;

/** How what lies on the disk differs from what is in the index. */
export interface Comparison {
  /** Which of the stamps are of files that are new, or may have changed. */
  readonly changed: Uint32Array;
  /** The hash that the index has for each of those; empty if it has none. */
  readonly hashes: readonly string[];
  /** Files that were dropped, as they are gone. */
  readonly gone: number;
}

/** A definition, or a file's lines outside all definitions, that a query's terms were found in. */
export interface SearchHit {
  readonly path: string;
  /** Index in the file's symbols; -1 for the file itself. */
  readonly symbol: number;
  /** Above 0; more is better. */
  readonly score: number;
}

export interface SearchQuery {
  readonly terms: readonly string[];
  /** What a term counts for by where it stands. */
  readonly weights: Readonly<Record<'name' | 'head' | 'path' | 'body', number>>;
  /** Hits at most. */
  readonly most: number;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Rows of the whole repository. */
  readonly rows: number;
  /** By term, how many of them have it. */
  readonly holders: ReadonlyMap<string, number>;
}

export interface SymbolsOfFile {
  readonly hash: string;
  readonly symbols: Uint8Array;
}

/**
 * What is known of the files of repositories, each named by its root, an absolute path. `under` is a folder in it,
 * relative, with `/`; empty for all of it. What one call writes is all there or not at all.
 */
export interface RepoIndex {
  /** Compares all files that lie under a folder with what is known, and drops those that are gone. */
  compareFiles(root: string, under: string, stamps: FileStamps): Promise<Comparison>;
  putFiles(root: string, entries: readonly FileEntry[]): Promise<void>;
  /** Takes down new stamps of files whose content turned out to be the same. */
  restampFiles(root: string, stamps: readonly SettledStamp[]): Promise<void>;
  dropFiles(root: string, paths: readonly string[]): Promise<void>;
  /** Changes with every change of a repository's files; -1 if it is not known. */
  generation(root: string): Promise<number>;
  /** Goes through the files under a folder, in order of their paths. `read` must be safe to run again. */
  readFiles<T>(root: string, under: string, read: (files: Iterable<FileRow>) => T): Promise<T>;
  /** The symbols of files, by path; those that are not known are left out. */
  symbolsOf(root: string, paths: readonly string[]): Promise<ReadonlyMap<string, SymbolsOfFile>>;
  /**
   * What has any of the terms, the best first, by BM25 with its columns weighted.
   * @param query.terms as they stand in the rows; letters and digits only
   */
  search(root: string, under: string, query: SearchQuery): Promise<SearchResult>;
  close(): void;
}
