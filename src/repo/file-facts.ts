/** What the index keeps of one definition. */
export interface IndexedSymbol {
  /** After its parents' names: `Server.send`. */
  readonly name: string;
  readonly kind: string;
  /** On one line, at most 300 UTF-16 units. */
  readonly signature: string;
  /** 1-based, inclusive; those of the outline. */
  readonly startLine: number;
  readonly endLine: number;
  readonly doc?: string;
  readonly exported: boolean;
  /** Index in `symbols` of the definition around it; absent at the top level. */
  readonly parent?: number;
  /** What a search looks through besides name, signature and doc: the terms of its own lines, those of its children left out. */
  readonly terms: string;
}

/** What a file is to a reader who looks for code that matters; all but `source` step back. */
export type FileRole = 'source' | 'test' | 'example' | 'docs' | 'data' | 'generated' | 'vendored';

/** What the index keeps of one file: found once by a parse, so that a map needs none. Plain data. */
export interface FileFacts {
  readonly language: string;
  readonly role: FileRole;
  readonly lines: number;
  /** o200k_base tokens of the whole file. */
  readonly tokens: number;
  /** In order of the file, parents before their children. */
  readonly symbols: readonly IndexedSymbol[];
  /** Modules that it imports, as written. */
  readonly imports: readonly string[];
  /** Identifiers that it mentions outside comments and strings, and does not define, each with how often. */
  readonly references: readonly (readonly [identifier: string, count: number])[];
  /** What a search finds the file itself by: the terms of its lines outside every symbol, but for imports. */
  readonly terms: string;
}

/** What tells one state of a file from another without reading it. */
export interface FileStamp {
  /** Relative to the indexed root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change of its content, milliseconds since the epoch, with fractions. */
  readonly mtime: number;
  /** The same of its content, name or attributes: unlike `mtime` nothing sets it back. */
  readonly ctime: number;
}
