/** What stands before a node: `│   ├── `, `│ ├─┬ `, `|    +--- `, `|   |-- `. */
const BRANCH = /^([│| \u00a0]*)(?:[├└]─+┬? |[|`]-- |[+\\]--- )(?=[^\s|])/;
/** Nodes from which a tree is one, and levels up to which. */
const MIN_NODES = 4;
const MAX_LEVELS = 64;

/**
 * The text with one blank a level before each node of the trees drawn in it, instead of lines: what stood further right
 * still does. The text itself if it has no tree. Linear.
 */
export function indentTrees(text: string): string {
  if (!/[├└|+]/.test(text)) return text;
  const lines = text.split('\n');
  const branches = lines.map((line) => BRANCH.exec(line));
  const columns = new Set(branches.flatMap((branch) => (branch ? [branch[1]!.length] : [])));
  const nodes = branches.reduce((count, branch) => count + (branch ? 1 : 0), 0);
  if (nodes < MIN_NODES || columns.size > MAX_LEVELS) return text;
  const levels = new Map([...columns].sort((a, b) => a - b).map((column, at) => [column, at + 1]));
  return lines
    .map((line, at) => {
      const branch = branches[at];
      return branch ? ' '.repeat(levels.get(branch[1]!.length)!) + line.slice(branch[0].length) : line;
    })
    .join('\n');
}
