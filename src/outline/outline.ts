/** A definition in a source file. Lines are 1-based and inclusive, and cover decorators and modifiers, not the doc comment. */
export interface OutlineSymbol {
  /** `class`, `function`, `method`, `field`, `interface`, `type`, `enum`, `namespace`, `variable`, `export`, `heading`, `key` … */
  readonly kind: string;
  /** As a caller would say it after the parent's name: `send` in `res.send = function`, `constructor`, `[Symbol.iterator]`. */
  readonly name: string;
  /** Verbatim from the source, its body left out, on one line or several as written. */
  readonly signature: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Lines of the body that the outline leaves out; 0 if the signature is all of it. */
  readonly elided: number;
  /** First sentence of its doc comment, one line. */
  readonly doc?: string;
  readonly exported: boolean;
  readonly children: readonly OutlineSymbol[];
}

export interface OutlineImport {
  readonly module: string;
  /** Local names as written: `readFile`, `* as path`, `default as x`; empty for a bare import. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface Outline {
  /** The language's name, e.g. `typescript`. */
  readonly language: string;
  /** Lines in the file. */
  readonly lines: number;
  readonly imports: readonly OutlineImport[];
  readonly symbols: readonly OutlineSymbol[];
  /** What could not be parsed and was recovered line by line, or that a program wrote the file; absent if nothing. For people. */
  readonly note?: string;
}

/** One language: what it is called, which files are in it, and how their outline is found. */
export interface Language {
  readonly name: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /**
   * Whether a file is in it that its extension does not tell of: `Dockerfile.dev`, a script by its first line, a file that
   * a program made. Asked of all languages in the list's order before any extension is looked at, so it must be quick.
   * @param name the file's own name, lower case
   * @param text all of it, or `''` where only the name is known
   */
  claims?(name: string, text: string): boolean;
  /**
   * @param name the file's own name, lower case; absent where a text stands in another file
   * @throws never for any text; what cannot be parsed is recovered and named in `note`
   */
  outline(text: string, name?: string): Promise<Outline>;
}

export function defineLanguage(language: Language): Language {
  return language;
}
