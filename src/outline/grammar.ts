import { createRequire } from 'node:module';
import type { Language, Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface ReadOptions {
  /** On the clock of `performance.now()`: when to give up. */
  readonly deadline: number;
  /** Parses only this much of the text; offsets and rows stay those of the whole. */
  readonly stretch?: Stretch & { readonly startRow: number };
}

/** UTF-16 units beyond which the worst input (nothing but brackets) would take a gigabyte of tree. */
const SIZE_LIMIT = 3_000_000;

/** A grammar that is loaded, so that it parses synchronously. */
export interface Grammar {
  /**
   * Parses a text and hands over the tree's root; the tree is freed when `use` returns, so nothing of it may be kept.
   * @returns what `use` returned, or `undefined` if the text is too large, took too long, or broke the runtime
   */
  read<T>(text: string, use: (root: Node) => T, options: ReadOptions): T | undefined;
}

/** A copy of the library with a memory of its own, which all its grammars share. */
interface Runtime {
  readonly library: typeof import('web-tree-sitter');
  /** Its memory is damaged: a parse went deeper than its stack. Nothing that it gives can be trusted any more. */
  broken: boolean;
}

const LIBRARY = 'web-tree-sitter';

let runtime: Promise<Runtime> | undefined;
const grammars = new Map<string, Promise<Grammar>>();

/** Where grammars are found, in order; the build puts those into `dist/grammars` whose packages are large but for them. */
const PLACES: readonly ((name: string) => string)[] = [
  (name) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
  (name) => `../../grammars/tree-sitter-${name}.wasm`,
  (name) => `@tree-sitter-grammars/tree-sitter-${name}/tree-sitter-${name}.wasm`,
];

/**
 * The grammar of that name, e.g. `typescript`; loaded on first use, then kept.
 * @throws if it is in none of the places
 */
export function grammarNamed(name: string): Promise<Grammar> {
  let grammar = grammars.get(name);
  if (!grammar) {
    grammar = load(name);
    grammars.set(name, grammar);
  }
  return grammar;
}

async function load(name: string): Promise<Grammar> {
  runtime ??= start();
  const own = await runtime;
  const language = await own.library.Language.load(pathOf(name));
  return { read: (text, use, options) => read(own, language, text, use, options) };
}

/** The library has one memory for good, so that another one takes another copy. */
async function start(): Promise<Runtime> {
  const load = createRequire(import.meta.url);
  delete load.cache[load.resolve(LIBRARY)];
  const library = load(LIBRARY) as Runtime['library'];
  await library.Parser.init();
  return { library, broken: false };
}

/** Has the next grammar that is asked for start another. */
function abandon(own: Runtime): void {
  if (own.broken) return;
  own.broken = true;
  runtime = undefined;
  grammars.clear();
}

function pathOf(name: string): string {
  for (const file of PLACES) {
    try {
      return require.resolve(file(name));
    } catch {
      // it may be in the next
    }
  }
  throw new Error(`the grammar ${name} is not installed`);
}

function read<T>(
  own: Runtime,
  language: Language,
  text: string,
  use: (root: Node) => T,
  options: ReadOptions,
): T | undefined {
  const { stretch = { start: 0, end: text.length, startRow: 0 }, deadline } = options;
  if (own.broken || stretch.end - stretch.start > SIZE_LIMIT || performance.now() > deadline)
    return undefined;
  try {
    return parsed(new own.library.Parser(), language, text, use, options);
  } catch (thrown) {
    if (!isTrap(thrown)) throw thrown;
    abandon(own);
    return undefined;
  }
}

/** What a runtime throws whose memory is damaged: while it parses, while its tree is read, or only when that is freed. */
function isTrap(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'RuntimeError';
}

function parsed<T>(
  parser: Parser,
  language: Language,
  text: string,
  use: (root: Node) => T,
  { stretch, deadline }: ReadOptions,
): T | undefined {
  let asked = 0;
  try {
    parser.setLanguage(language);
    // up to the stretch's end, as the library copies what it is given
    const tree = parser.parse((at) => text.slice(at, stretch?.end), null, {
      // asked thousands of times a megabyte, so that looking at the clock each time would tell
      progressCallback: () => ++asked % 32 === 0 && performance.now() > deadline,
      ...(stretch && { includedRanges: [rangeOf(stretch)] }),
    });
    if (!tree) return undefined;
    try {
      return use(tree.rootNode);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}

/** Columns, and the end's row, are of no account to a parse: only `startRow` shows in the tree. */
function rangeOf({ start, end, startRow }: Stretch & { readonly startRow: number }) {
  const position = { row: startRow, column: 0 };
  return { startIndex: start, endIndex: end, startPosition: position, endPosition: position };
}
