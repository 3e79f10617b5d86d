import { defineFacts } from '../fact.js';

/** Runs of what a path is made of, without the marks that end one in prose, code and shells. */
const RUNS = /[\w.@~+\-/\\:#%$*]+/g;

/** A path has one of these. */
const HINT = /[./\\]/;

const LONGEST = 400;

const LETTER = /[A-Za-z]/;
const END_MARKS = /[.:]+$/;
const LINE_NUMBER = /:\d+(?::\d+)?$/;
const SEPARATOR = /[/\\]/;
const ROOTED = /^\/\w/;
const ROOTED_ELSEWHERE = /^(?:\.{1,2}\/|~\/|[A-Za-z]:[\\/])\S/;
const NAME = /^[\w.@~+-]+$/;

const EXTENSION =
  /\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|rb|php|cs|cc|cpp|hpp|[ch]|swift|scala|sh|sql|vue|svelte|html?|s?css|less|json[cl5]?|ya?ml|toml|xml|ini|env|lock|md|mdx|txt|csv|log|proto|graphql|wasm|png|jpe?g|svg|pdf|gz|zip|tar)$/i;

/** Paths of files and folders: rooted, relative with an extension, deep, or a bare file name. Line numbers are cut off. */
export const path = defineFacts({
  name: 'path',
  find(line) {
    if (!HINT.test(line)) return [];
    const runs: readonly string[] = line.match(RUNS) ?? [];
    return runs
      .filter((run) => run.length <= LONGEST && run.length >= 3 && HINT.test(run) && !run.includes('://'))
      .map((run) => run.replace(END_MARKS, '').replace(LINE_NUMBER, ''))
      .filter(isPath);
  },
});

function isPath(run: string): boolean {
  if (!LETTER.test(run) || run.startsWith('//')) return false;
  if (EXTENSION.test(run) && !run.includes(':', 2)) return true;
  const deep = run.split(SEPARATOR);
  if (deep.length < 2 || run.includes(':', 2)) return false;
  if (ROOTED_ELSEWHERE.test(run)) return true;
  return ROOTED.test(run) ? run.length > 3 : deep.length > 2 && deep.every((name) => NAME.test(name));
}
