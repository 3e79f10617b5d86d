import { setImmediate } from 'node:timers/promises';
import { originalOf } from '../store/original-of.js';
import type { Store } from '../store/store.js';
import type { PathScope } from './path-scope.js';
import { type Decode, readTextFile } from './read-text-file.js';
import type { ReadRequest, ReadView, TextRequest } from './read-view.js';
import { parseVersionTag } from './version-tag.js';
import { walkFolder } from './walk-folder.js';

/** As a caller asks. */
export interface SmartReadInput {
  /** A file, a folder, or a `ctx:` handle. */
  readonly path: string;
  readonly view?: TextRequest['view'] | undefined;
  readonly symbol?: string | undefined;
  readonly lines?: string | undefined;
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
}

export interface SmartReadDeps {
  readonly scope: PathScope;
  readonly store: Store;
  /** `readView`, on whatever thread. */
  readonly view: (request: ReadRequest, signal?: AbortSignal) => Promise<ReadView>;
  /** `fileText`, on whatever thread; on this one if absent. */
  readonly decode?: Decode;
}

/**
 * Reads a file, a folder or an original for a model. A file's text is kept in the store, so that a later read can tell
 * what changed; where that fails, the read succeeds.
 * @throws CtxoptError as `readTextFile` and `readView` do; `not_found` for a handle that names nothing
 */
export async function smartRead(
  deps: SmartReadDeps,
  input: SmartReadInput,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SmartRead> {
  const { scope, store, view, decode } = deps;
  const budget = input.budget === undefined ? {} : { budget: input.budget };
  const asked = {
    view: input.view ?? 'auto',
    ...(input.symbol === undefined ? {} : { symbol: input.symbol }),
    ...(input.lines === undefined ? {} : { lines: input.lines }),
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
  if (at.kind === 'folder') {
    const folder = await walkFolder(at.absolute, { root: at.root, signal });
    return view({ display: at.display, folder, ...budget }, signal);
  }

  const since = input.since === undefined ? undefined : await versionHeld(store, input.since);
  const { path, text, hash, notes } = await readTextFile(scope, input.path, { signal, decode });
  const request = {
    ...asked,
    display: path.display,
    text,
    version: hash,
    notes,
    ...(since ? { since } : {}),
  };
  // A store that fails costs a later diff, never this answer.
  const kept = store.putOriginal(text).catch(() => undefined);
  // To hand a large text to another thread takes some tens of milliseconds: others have their turn between.
  await setImmediate();
  const shown = await view(request, signal);
  // Kept before the tag is given out.
  await kept;
  return { ...shown, file: path.display, version: hash };
}

/** What the store knows of the version that a reader quotes. */
async function versionHeld(store: Store, tag: string): Promise<NonNullable<TextRequest['since']>> {
  const version = parseVersionTag(tag);
  const original = await store.getOriginal(version).catch(() => undefined);
  return original ? { version: original.hash, text: original.text } : { version };
}
