import { copyOf } from '../context/exact-bytes.js';
import { brief, CtxoptError } from '../errors.js';
import { originalOf } from '../store/original-of.js';
import type { Store } from '../store/store.js';
import type { AnswerResult } from './answer-files.js';
import type { PathScope, ScopedPath } from './path-scope.js';
import { type FolderDeps, type FolderOptions, readAnswer, readMap } from './read-folder.js';
import { type Decode, readTextFile } from './read-text-file.js';
import type { ReadRequest, ReadView, TextRequest, VersionHeld } from './read-view.js';
import { parseVersionTag } from './version-tag.js';
import { walkFolder } from './walk-folder.js';

/** As a caller asks. */
export interface SmartReadInput {
  /** A file, a folder, or a `ctx:` handle. */
  readonly path: string;
  readonly view?: TextRequest['view'] | undefined;
  readonly symbol?: string | undefined;
  readonly lines?: string | undefined;
  /** A question: chooses which definitions of a file are given in full. */
  readonly query?: string | undefined;
  /** A version tag that the reader holds. */
  readonly since?: string | undefined;
  /** Tokens that the result may have. */
  readonly budget?: number | undefined;
}

export interface SmartRead extends ReadView {
  /** The file's name in its scope; absent for folders and handles. */
  readonly file?: string;
  /** Content hash of what was read, 64 hexadecimal digits; absent for folders. */
  readonly version?: string;
  /** Files that an answer gave bodies from, as a `file` and `version` each, and what reading each whole would have cost. */
  readonly reads?: AnswerResult['reads'];
}

export interface SmartReadDeps {
  readonly scope: PathScope;
  readonly store: Store;
  /** `readView`, on whatever thread. */
  readonly view: (request: ReadRequest, signal?: AbortSignal) => Promise<ReadView>;
  /** `fileText`, on whatever thread; on this one if absent. */
  readonly decode?: Decode;
  /** What maps and answers are made with; without, folders are only listed. */
  readonly folders?: Omit<FolderDeps, 'scope'>;
}

/**
 * Reads a file, a folder or an original for a model. A file's text is kept in the store, so that a later read can tell
 * what changed; where that fails, the read succeeds.
 * @throws CtxoptError as `readTextFile` and `readView` do; `not_found` for a handle that names nothing; `invalid_input` for
 *   a symbol or lines of a folder
 */
export async function smartRead(
  deps: SmartReadDeps,
  input: SmartReadInput,
  { signal, progress }: FolderOptions = {},
): Promise<SmartRead> {
  const { scope, store, view, decode } = deps;
  const budget = input.budget === undefined ? {} : { budget: input.budget };
  const asked = {
    view: input.view ?? 'auto',
    ...(input.symbol === undefined ? {} : { symbol: input.symbol }),
    ...(input.lines === undefined ? {} : { lines: input.lines }),
    ...(input.query === undefined ? {} : { query: input.query }),
    ...budget,
  };
  if (input.path.startsWith('ctx:')) {
    const { hash, text } = await originalOf(store, input.path);
    const shown = await view(
      { ...asked, display: `ctx:${hash.slice(0, 12)}`, text, version: hash, handle: true },
      signal,
    );
    return { ...shown, version: hash };
  }

  const at = await scope.resolve(input.path);
  if (at.kind === 'folder') return folderRead(deps, at, input, { signal, progress });

  const quoted = input.since === undefined ? undefined : await versionHeld(store, input.since);
  const { path, text, hash, notes } = await readTextFile(scope, input.path, { signal, decode });
  // A secret that may be read is not kept: it could be had by its tag once it may not. A store that fails costs a later
  // diff, never this answer.
  const keeping = path.allowed ? Promise.reject() : store.putOriginal(copyOf(text));
  const kept = keeping.then(
    () => true,
    () => false,
  );
  const since = quoted && (await settled(store, quoted, hash, kept));
  const request = {
    ...asked,
    display: path.display,
    text,
    version: hash,
    notes,
    ...(since ? { since } : {}),
  };
  const shown = await view(request, signal);
  // Kept before the tag is given out.
  await kept;
  return { ...shown, file: path.display, version: hash };
}

/** Tokens of a map or an answer if no budget is given. */
const FOLDER_BUDGET = 4000;

/** What no map and no answer exceeds, in tokens, whatever the budget. */
const MOST_TOKENS = 19_900;

/** The answer to a question, else a map, else, of a folder without code and for `view:"full"`, a list of what is there. */
async function folderRead(
  { scope, view, folders }: SmartReadDeps,
  at: ScopedPath,
  { query, budget, symbol, lines, view: wanted }: SmartReadInput,
  options: FolderOptions,
): Promise<SmartRead> {
  if (query === undefined) {
    if (wanted === 'symbol' || symbol !== undefined) throw notInAFolder(at, 'a symbol', symbol);
    if (wanted === 'lines' || lines !== undefined) throw notInAFolder(at, 'a range of lines');
  }
  const deps = folders && { ...folders, scope };
  const within = Math.min(budget ?? FOLDER_BUDGET, MOST_TOKENS);
  if (deps && query !== undefined) {
    return readAnswer(deps, at, { query, budget: within }, options);
  }
  const map = deps && wanted !== 'full' ? await readMap(deps, at, { budget: within }, options) : undefined;
  if (map) {
    const { shown: _, ...shown } = map;
    return shown;
  }
  const folder = await walkFolder(at.absolute, { root: at.root, signal: options.signal });
  return view({ display: at.display, folder, ...(budget === undefined ? {} : { budget }) }, options.signal);
}

function notInAFolder(at: ScopedPath, what: string, symbol?: string): CtxoptError {
  const ask = !symbol?.trim() ? '' : `, or ask the folder with query:"${brief(symbol)}"`;
  return new CtxoptError(
    'invalid_input',
    `${brief(at.display)} is a folder: ${what} is given of one file.`,
    `Name the file${ask}.`,
  );
}

/** What the store knows of the version that a reader quotes. */
async function versionHeld(store: Store, tag: string): Promise<VersionHeld> {
  const version = parseVersionTag(tag);
  const original = await store.getOriginalBytes(version).catch(() => undefined);
  return original ? { version: original.hash, text: original.text } : { version };
}

/**
 * A tag that the content bears is believed, though nothing is kept under it, only if nothing else bears it: with the
 * content kept, a store that still finds nothing under the tag knows several. One that fails cannot say.
 */
async function settled(
  store: Store,
  quoted: VersionHeld,
  hash: string,
  kept: Promise<boolean>,
): Promise<VersionHeld> {
  if (quoted.text !== undefined || !hash.startsWith(quoted.version) || !(await kept)) return quoted;
  const found = await store.getOriginalBytes(quoted.version).catch(() => undefined);
  return found ? { version: found.hash, text: found.text } : { ...quoted, ambiguous: true };
}
