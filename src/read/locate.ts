import { readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Where a path leads. */
export interface Located {
  /** With links resolved; of what does not exist, where it would lie. */
  readonly real: string;
  /** Absent if nothing can be reached there. */
  readonly kind?: 'file' | 'folder' | 'other';
  /** The system's error code, e.g. `ENOENT`, if nothing can be reached. */
  readonly problem?: string;
}

/** Follows all links of an absolute path, and tells of a broken one where it points. Never throws. */
export async function locate(file: string): Promise<Located> {
  try {
    const real = await realpath(file);
    const stats = await stat(real);
    return { real, kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other' };
  } catch (thrown) {
    return {
      real: await wouldBe(file, { left: 40 }),
      problem: (thrown as NodeJS.ErrnoException).code ?? 'ENOENT',
    };
  }
}

/** Resolves what exists of a path. Links are followed as often as the system would, in all, so that loops end. */
async function wouldBe(file: string, hops: { left: number }): Promise<string> {
  const parent = path.dirname(file);
  if (parent === file) return file;
  const folder = await realpath(parent).catch(() => wouldBe(parent, hops));
  const here = path.join(folder, path.basename(file));
  if (hops.left === 0) return here;
  const target = await readlink(here).catch(() => undefined);
  if (target === undefined) return here;
  hops.left -= 1;
  return wouldBe(path.resolve(folder, target), hops);
}
