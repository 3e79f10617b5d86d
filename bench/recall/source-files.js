import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes: above this it is no source that anybody reads. */
const SIZE_LIMIT = 1_500_000;

/**
 * All files of a tree, or the file itself, in alphabetical order; links are not followed, but for the tree's own.
 * @param {string} tree
 * @param {readonly string[]} endings of names; `''` stands for names without a dot
 * @returns {string[]}
 */
export function sourceFiles(tree, endings) {
  if (!statSync(tree).isDirectory()) return hasEnding(path.basename(tree), endings) ? [tree] : [];
  const folders = [tree];
  const files = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== '.git') folders.push(file);
      else if (entry.isFile() && hasEnding(entry.name, endings) && statSync(file).size <= SIZE_LIMIT)
        files.push(file);
    }
  }
  return files.sort();
}

/**
 * @param {string} name
 * @param {readonly string[]} endings
 */
function hasEnding(name, endings) {
  return endings.some((ending) => (ending === '' ? !name.includes('.') : name.endsWith(ending)));
}
