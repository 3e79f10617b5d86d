import { defineFacts } from '../fact.js';

/** Runs of what a path is made of, without the marks that end one in prose, code and shells. */
const RUNS = /[\w.@~+\-/\\:#%$*]+/g;

const LONGEST = 400;

const EXTENSION =
  /\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|rb|php|cs|cc|cpp|hpp|[ch]|swift|scala|sh|sql|vue|svelte|html?|s?css|less|json[cl5]?|ya?ml|toml|xml|ini|env|lock|md|mdx|txt|csv|log|proto|graphql|wasm|png|jpe?g|svg|pdf|gz|zip|tar)$/i;

/** Paths of files and folders: rooted, relative with an extension, deep, or a bare file name. Line numbers are cut off. */
export const path = defineFacts({
  name: 'path',
  *find(line) {
    if (!/[./\\]/.test(line)) return;
    for (const run of line.match(RUNS) ?? []) {
      if (run.length > LONGEST || run.length < 3 || run.includes('://')) continue;
      const bare = run.replace(/[.:]+$/, '').replace(/:\d+(?::\d+)?$/, '');
      if (isPath(bare)) yield bare;
    }
  },
});

function isPath(run: string): boolean {
  const deep = run.split(/[/\\]/);
  if (!/[A-Za-z]/.test(run) || run.startsWith('//')) return false;
  if (EXTENSION.test(run) && !run.includes(':', 2)) return true;
  if (deep.length < 2 || run.includes(':', 2)) return false;
  if (/^(?:\.{1,2}\/|~\/|[A-Za-z]:[\\/])\S/.test(run)) return true;
  return /^\/\w/.test(run)
    ? run.length > 3
    : deep.length > 2 && deep.every((name) => /^[\w.@~+-]+$/.test(name));
}
