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
  /** Bytes; of a file only. */
  readonly size?: number;
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
  let turn = performance.now() + TURN;
  const pending = [{ name: '', rules: await rulesAbove(folder, root) }];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    signal?.throwIfAborted();
    const { name } = next;
    const absolute = path.join(folder, name);
    const found = await readdir(absolute, { withFileTypes: true }).catch(() => undefined);
    if (found === undefined) {
      unreadable.push(name);
      continue;
    }
    const own = found.some((entry) => entry.name === '.gitignore' && entry.isFile());
    const rules = [...next.rules, ...(own ? await rulesIn(absolute) : [])];
    for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (performance.now() > turn) {
        await setImmediate();
        signal?.throwIfAborted();
        turn = performance.now() + TURN;
      }
      const file = path.join(absolute, entry.name);
      const isFolder = entry.isDirectory();
      if ((isFolder && SKIPPED.has(entry.name)) || isIgnored(rules, file, isFolder)) continue;
      if (entries.length === most) return { entries, unreadable, partial: true };
      const child = name === '' ? entry.name : `${name}/${entry.name}`;
      entries.push(await entryOf(child, file, entry));
      if (isFolder) pending.push({ name: child, rules: binding(rules, file) });
    }
  }
  return { entries, unreadable, partial: false };
}

async function entryOf(name: string, file: string, entry: Dirent): Promise<FolderEntry> {
  if (entry.isDirectory()) return { name, kind: 'folder' };
  if (entry.isSymbolicLink()) return { name, kind: 'link' };
  if (!entry.isFile()) return { name, kind: 'other' };
  const stats = await lstat(file).catch(() => undefined);
  return { name, kind: 'file', ...(stats ? { size: stats.size } : {}) };
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
  for (const each of rules.toReversed()) {
    const { ignored, unignored } = each.ignore.test(within(each, file, isFolder));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** A path as the rules of a folder above it see it. */
function within(rules: Rules, file: string, isFolder: boolean): string {
  const name = path.relative(rules.folder, file).split(path.sep).join('/');
  return isFolder ? `${name}/` : name;
}
