import path from 'node:path';
import { CtxoptError } from '../errors.js';
import type { RepoRankings } from '../session/repo-rankings.js';
import type { AnswerJob, AnswerResult } from './answer-files.js';
import { foreignCodeNote } from './foreign-code.js';
import { type IndexDeps, type IndexOptions, indexFiles } from './index-files.js';
import { type IndexedFolder, indexFolder } from './index-folder.js';
import type { MapJob, MapResult } from './map-ranked.js';
import { openConfined } from './open-confined.js';
import type { ScopedPath } from './path-scope.js';
import { readSettled } from './read-settled.js';
import { recentFiles } from './recent-files.js';
import type { InTurn } from './turns.js';

/** What maps of folders and answers from them are made with, besides the files. */
export interface FolderDeps extends IndexDeps {
  readonly rankings: RepoRankings;
  /** By the folder's root: two at once would do the same work. */
  readonly inTurn: InTurn;
  /** `mapRanked` and `answerFiles`, on whatever thread. */
  readonly map: (job: MapJob, signal?: AbortSignal) => Promise<MapResult>;
  readonly answer: (job: AnswerJob, signal?: AbortSignal) => Promise<AnswerResult>;
}

export interface FolderQuestion {
  /** Tokens of the whole text. */
  readonly budget: number;
  /** Absent for a map. */
  readonly query?: string | undefined;
}

export type FolderOptions = Omit<IndexOptions, 'deadline'>;

/** After so long an answer is given from what is indexed, in milliseconds: many clients wait for a minute. */
const PATIENCE = 50_000;

/** Files that a question is looked up in, the likeliest first, and bytes of them all together. */
const MOST_FILES = 40;
const MOST_BYTES = 3 * 1024 * 1024;

/** Maps that are drawn anew because a file on them changed meanwhile. What changes each time is left out. */
const REDRAWN = 4;

/** Files newer than the last commit are being worked on, unless they are so many that a checkout wrote them. */
const MOST_EDITED = 50;
const EDITED_WEIGHT = 3;

/**
 * The map of a folder; undefined if nothing in it defines any code. What is shown of a file was compared with the disk in
 * this call.
 */
export async function readMap(
  deps: FolderDeps,
  at: ScopedPath,
  { budget }: FolderQuestion,
  options: FolderOptions,
): Promise<MapResult | undefined> {
  const { signal } = options;
  const { folder, recent } = await upToDate(deps, at, options);
  const { root, under } = folder;
  const without: string[] = [];
  for (let drawn = 0; drawn < REDRAWN; drawn += 1) {
    const ranked = await deps.rankings.rankedMap({ root, under, recent, budget, without });
    if (ranked === undefined) return undefined;
    const map = await deps.map({ ranked, display: at.display, budget, notes: notesOf(folder) }, signal);
    const shown = map.shown.map(({ path, hash }) => ({ path: inRoot(under, path), known: hash }));
    const { changed, unread } = await indexFiles(deps, root, shown, { signal });
    if (changed.length === 0 && unread.length === 0) return map;
    if (drawn > 0) without.push(...changed);
  }
  throw new CtxoptError(
    'internal',
    `The files in ${at.display} are changing faster than they are read.`,
    'Read the folder again once what writes them has ended.',
  );
}

/** What answers a question in a folder: every line is from the files as they are read for it. */
export async function readAnswer(
  deps: FolderDeps,
  at: ScopedPath,
  { query, budget }: FolderQuestion & { readonly query: string },
  options: FolderOptions,
): Promise<AnswerResult> {
  const { signal } = options;
  const { folder, recent } = await upToDate(deps, at, options);
  const { root, under } = folder;
  const ranked = await deps.rankings.rankedFiles({ root, under, recent, query, most: MOST_FILES });
  const files: AnswerJob['files'][number][] = [];
  let bytes = 0;
  for (const { path: file, score } of ranked.files) {
    if (bytes > MOST_BYTES) break;
    const read = await bytesOf(deps, root, file, signal);
    if (!read) continue;
    bytes += read.length;
    files.push({ path: nameOf({ ...at, root }, file), score, bytes: read });
  }
  const { rows, holders } = ranked;
  return deps.answer(
    { display: at.display, query, budget, notes: notesOf(folder), files, rows, holders },
    signal,
  );
}

interface UpToDate {
  readonly folder: IndexedFolder;
  /** Files that changed lately, relative to the root. */
  readonly recent: ReadonlyMap<string, number>;
}

/** A store that fails in the middle starts another index, in memory: then all is done once more. */
async function upToDate(deps: FolderDeps, at: ScopedPath, options: FolderOptions): Promise<UpToDate> {
  const { absolute } = at;
  // A whole disk is no repository: where all of it may be read, each folder is one.
  const root = path.parse(at.root).root === at.root ? absolute : at.root;
  const timed = { ...options, deadline: performance.now() + PATIENCE };
  // Of what is indexed already, while the folder is walked. What fails here fails there too, and is told there.
  const under = path.relative(root, absolute).split(path.sep).join('/');
  void deps.rankings.prepareRankings({ root, under }).catch(() => {});
  const index = () => deps.inTurn(root, () => indexFolder(deps, { folder: absolute, root }, timed));
  const [folder, { files, committed }] = await Promise.all([
    index().catch((thrown) => {
      if (thrown instanceof CtxoptError && thrown.code === 'store_failed') return index();
      throw thrown;
    }),
    recentFiles(absolute, options.signal),
  ]);
  const recent = new Map([...files].map(([path, weight]) => [inRoot(folder.under, path), weight]));
  for (const path of editedSince(folder, committed)) {
    recent.set(path, (recent.get(path) ?? 0) + EDITED_WEIGHT);
  }
  return { folder, recent };
}

function editedSince({ walk, under }: IndexedFolder, committed: number | undefined): readonly string[] {
  if (committed === undefined) return [];
  const edited = walk.entries.filter(({ mtime }) => mtime !== undefined && mtime > committed + 1000);
  return edited.length > MOST_EDITED ? [] : edited.map(({ name }) => inRoot(under, name));
}

/** A file of the index as the reader would name it. */
function nameOf({ display, absolute, root }: ScopedPath, file: string): string {
  const own = path.relative(absolute, path.join(root, file)).split(path.sep).join('/');
  return display === '.' ? own : `${display}/${own}`;
}

function inRoot(under: string, name: string): string {
  return under === '' ? name : `${under}/${name}`;
}

/** What a reader should know of what is not there, each a few words. */
function notesOf({ walk, unread, left, files }: IndexedFolder): readonly string[] {
  const notes: string[] = [];
  if (left > 0) notes.push(`partial: ${files} of ${files + left} files read so far, ask again for the rest`);
  if (walk.partial) notes.push(`partial: only the first ${walk.entries.length} entries, read a folder in it`);
  if (walk.unreadable.length > 0) notes.push(`folders not readable: ${walk.unreadable.length}`);
  if (unread > 0) notes.push(`files not readable: ${unread}`);
  const foreign = foreignCodeNote(walk.entries);
  if (foreign !== undefined) notes.push(foreign);
  return notes;
}

/** Undefined if the file has vanished since, or may not be read. */
async function bytesOf(
  { scope }: FolderDeps,
  root: string,
  file: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const opened = await openConfined(scope, path.join(root, file)).catch(() => undefined);
  try {
    return opened && (await readSettled(opened.handle, opened.at, { most: MOST_BYTES, signal })).bytes;
  } catch (thrown) {
    if (thrown instanceof CtxoptError) return undefined;
    throw thrown;
  } finally {
    await opened?.handle.close();
  }
}
