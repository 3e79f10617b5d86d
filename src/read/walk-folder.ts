import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import ignore, { type Ignore } from 'ignore';

/** Something in a folder. */
export interface FolderEntry {
  /** Relative to the folder walked, with `/`. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes; of a file only, and absent if that has just vanished. */
  readonly size?: number;
  /** With the size: when its content, and when anything of it, changed last; milliseconds since the epoch. */
  readonly mtime?: number;
  readonly ctime?: number;
}

export interface Walk {
  /** Level by level, each folder's entries by name. */
  readonly entries: readonly FolderEntry[];
  /** Folders that could not be read. */
  readonly unreadable: readonly string[];
  /** Whether there is more than was looked at. */
  readonly partial: boolean;
}

/** The rules of one .gitignore file, and the absolute folder that they are for. */
interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** Folders that git does not list either, or that nobody reads. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** After so long others have their turn, in milliseconds: what is ignored costs time and no file access to wait for. */
const TURN = 10;

/** Folders that are read at a time: most of a walk is waiting for the disk. */
const AT_ONCE = 16;

/** Files of one folder whose size is asked for at a time. */
const STATS_AT_ONCE = 64;

/** A larger .gitignore file is left alone, in bytes. */
const LARGEST_RULES = 256 * 1024;

/** Runs of `*` that a rule may have. Matching takes the length of a name to the power of them; nobody needs more. */
const MOST_STARS = 3;

/**
 * Walks a folder, level by level, leaving out what .gitignore files say, those of the folders above up to `root`
 * included. Links are named, never followed.
 * @param folder absolute, links resolved
 * @param options.root absolute, the folder or one above it
 * @param options.most entries to look at, 5,000 if absent
 * @throws the signal's reason if it is aborted
 */
export async function walkFolder(
  folder: string,
  {
    root,
    most = 5000,
    signal,
  }: { readonly root: string; readonly most?: number; readonly signal?: AbortSignal | undefined },
): Promise<Walk> {
  const entries: FolderEntry[] = [];
  const unreadable: string[] = [];
  const pace = { most, turn: performance.now() + TURN, signal };
  let level: readonly Pending[] = [{ name: '', rules: await rulesAbove(folder, root) }];
  while (level.length > 0) {
    const below: Pending[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      const some = level.slice(at, at + AT_ONCE);
      const found = await Promise.all(some.map((next) => readFolder(folder, next, pace)));
      for (const [index, inside] of found.entries()) {
        if (inside === undefined) unreadable.push(some[index]!.name);
        for (const entry of inside?.entries ?? []) entries.push(entry);
        for (const next of inside?.folders ?? []) below.push(next);
      }
      if (entries.length > most) return { entries: entries.slice(0, most), unreadable, partial: true };
    }
    level = below;
  }
  return { entries, unreadable, partial: false };
}

/** A folder that is still to be read, and the rules that bear on what is in it. */
interface Pending {
  readonly name: string;
  readonly rules: readonly Rules[];
}

interface Pace {
  readonly most: number;
  /** When others have their turn, on the clock of `performance.now()`. */
  turn: number;
  readonly signal: AbortSignal | undefined;
}

/** What is in one folder, one entry more than are wanted at most; undefined if it cannot be read. */
async function readFolder(
  top: string,
  { name, rules: above }: Pending,
  pace: Pace,
): Promise<{ readonly entries: readonly FolderEntry[]; readonly folders: readonly Pending[] } | undefined> {
  pace.signal?.throwIfAborted();
  const absolute = path.join(top, name);
  const found = await readdir(absolute, { withFileTypes: true }).catch(() => undefined);
  if (found === undefined) return undefined;
  const own = found.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const rules = [...above, ...(own ? await rulesIn(absolute) : [])];
  const entries: FolderEntry[] = [];
  const folders: Pending[] = [];
  const waiting: Dirent[] = [];
  const settle = async (): Promise<void> => {
    const some = waiting.splice(0);
    const named = await Promise.all(
      some.map((entry) => entryOf(name === '' ? entry.name : `${name}/${entry.name}`, absolute, entry)),
    );
    entries.push(...named);
  };
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (performance.now() > pace.turn) {
      await setImmediate();
      pace.signal?.throwIfAborted();
      pace.turn = performance.now() + TURN;
    }
    const isFolder = entry.isDirectory();
    const file = path.join(absolute, entry.name);
    if ((isFolder && SKIPPED.has(entry.name)) || isIgnored(rules, file, isFolder)) continue;
    waiting.push(entry);
    if (isFolder) {
      folders.push({ name: name === '' ? entry.name : `${name}/${entry.name}`, rules: binding(rules, file) });
    }
    if (waiting.length === STATS_AT_ONCE) await settle();
    if (entries.length > pace.most) break;
  }
  await settle();
  return { entries, folders };
}

async function entryOf(name: string, folder: string, entry: Dirent): Promise<FolderEntry> {
  if (entry.isDirectory()) return { name, kind: 'folder' };
  if (entry.isSymbolicLink()) return { name, kind: 'link' };
  if (!entry.isFile()) return { name, kind: 'other' };
  const stats = await lstat(path.join(folder, entry.name)).catch(() => undefined);
  if (stats === undefined) return { name, kind: 'file' };
  return { name, kind: 'file', size: stats.size, mtime: stats.mtimeMs, ctime: stats.ctimeMs };
}

async function rulesAbove(folder: string, root: string): Promise<readonly Rules[]> {
  const way = path.relative(root, folder).split(path.sep);
  const above = way[0] === '' ? [] : way.map((_, depth) => path.join(root, ...way.slice(0, depth)));
  const rules = (await Promise.all(above.map(rulesIn))).flat();
  return binding(rules, folder);
}

async function rulesIn(folder: string): Promise<readonly Rules[]> {
  const file = path.join(folder, '.gitignore');
  try {
    const stats = await lstat(file);
    if (!stats.isFile() || stats.size > LARGEST_RULES) return [];
    const rules = (await readFile(file, 'utf8')).split('\n').filter(isBounded);
    return [{ folder, ignore: ignore({ ignorecase: false }).add(rules) }];
  } catch {
    return [];
  }
}

function isBounded(rule: string): boolean {
  return (rule.match(/\*+/g)?.length ?? 0) <= MOST_STARS;
}

/** The rules that still say something within a folder: one that ignores the folder itself was overruled or not asked. */
function binding(rules: readonly Rules[], folder: string): readonly Rules[] {
  return rules.filter((each) => !each.ignore.ignores(within(each, folder, true)));
}

/** As in git, the rules nearest to a file decide. */
function isIgnored(rules: readonly Rules[], file: string, isFolder: boolean): boolean {
  for (let depth = rules.length - 1; depth >= 0; depth -= 1) {
    const each = rules[depth]!;
    const { ignored, unignored } = each.ignore.test(within(each, file, isFolder));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** A path as the rules of a folder above it see it. */
function within(rules: Rules, file: string, isFolder: boolean): string {
  const below = rules.folder.endsWith(path.sep) ? rules.folder.length : rules.folder.length + 1;
  const name = path.sep === '/' ? file.slice(below) : file.slice(below).replaceAll(path.sep, '/');
  return isFolder ? `${name}/` : name;
}
