import { printable } from '../context/printable.js';

/** A folder, with what is in it. */
export interface FolderTree {
  readonly name: string;
  /** Files in it and below. */
  readonly files: number;
  readonly folders: ReadonlyMap<string, FolderTree>;
  /** Files in it. */
  readonly own: number;
}

interface Folder extends FolderTree {
  files: number;
  readonly folders: Map<string, Folder>;
  own: number;
}

/** Of all files, what a folder must have for its parts to be told. */
const LARGE = 0.1;

/**
 * Folders with how many files are below each, `src/ 120, test/ 48, 7 more`, as a list of at most that many entries: the
 * largest folder is opened first, as long as its parts have room. Each file is counted once.
 * @param groups at least 2
 */
export function folderCounts(root: FolderTree, groups: number): readonly string[] {
  let shown: { readonly folder: FolderTree; readonly own: boolean }[] = [{ folder: root, own: false }];
  for (;;) {
    const next = shown
      .filter(({ folder, own }) => !own && folder.folders.size > 0 && folder.files >= LARGE * root.files)
      .sort((a, b) => b.folder.files - a.folder.files)
      .find(({ folder }) => shown.length + folder.folders.size + (folder.own > 0 ? 1 : 0) - 1 <= groups);
    if (!next) break;
    const parts = [...next.folder.folders.values()].map((folder) => ({ folder, own: false }));
    const own = next.folder.own > 0 ? [{ folder: next.folder, own: true }] : [];
    shown = shown.flatMap((entry) => (entry === next ? [...own, ...parts] : [entry]));
  }
  if (shown[0]!.folder === root && !shown[0]!.own && root.folders.size > 0) return largest(root, groups);
  return shown.map(({ folder, own }) => entryOf(folder.name, own ? folder.own : folder.files));
}

/** The top folders where there are too many to show all. */
function largest(root: FolderTree, groups: number): readonly string[] {
  const folders = [...root.folders.values()].sort((a, b) => b.files - a.files).slice(0, groups - 1);
  const rest = folders.reduce((left, { files }) => left - files, root.files);
  const elsewhere = rest > 0 ? [`elsewhere ${rest}`] : [];
  return [...folders.map(({ name, files }) => entryOf(name, files)), ...elsewhere];
}

function entryOf(name: string, files: number): string {
  return `${name === '' ? './' : printable(name)} ${files}`;
}

/** The tree of the folders that files lie in. */
export function folderTree(paths: readonly string[]): FolderTree {
  const root: Folder = { name: '', files: 0, folders: new Map(), own: 0 };
  for (const path of paths) {
    let folder = root;
    folder.files++;
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const name = path.slice(0, slash + 1);
      const inner = folder.folders.get(name) ?? { name, files: 0, folders: new Map(), own: 0 };
      folder.folders.set(name, inner);
      folder = inner;
      folder.files++;
    }
    folder.own++;
  }
  return root;
}
