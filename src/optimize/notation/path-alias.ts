/*
 * The notation of a path alias. A text that names files of one folder again and again,
 *
 *     at run (/home/ann/work/shop/src/cart.ts:12:5)
 *     at main (/home/ann/work/shop/src/index.ts:3:1)
 *
 * says once, in its first line, what `…/` stands for:
 *
 *     …/ = /home/ann/work/shop/src/
 *     at run (…/cart.ts:12:5)
 *     at main (…/index.ts:3:1)
 */

const ALIAS = '…/';
const DEFINITION = /^…\/ = [^\s…]+\/$/;
/** Code units of a definition. */
const LONGEST = 400;
/** Rooted folders: no step of a path is tried twice, since each begins with its slash. */
const FOLDERS = /(?<![\w.@+~/-])(?:~|[A-Za-z]:)?(?:\/[\w.@+~-]{1,100}){1,24}\//g;
/** What a definition costs beside its path, in code units. */
const COST = 20;
/** What the alias must save, in code units and as a share of the text. */
const MIN_SAVED = 60;
const MIN_SHARE = 0.1;

/** Whether a text begins with an alias. */
export function hasPathAlias(text: string): boolean {
  const end = text.startsWith(`${ALIAS} = `) ? text.indexOf('\n') : -1;
  return end > 0 && end < LONGEST && DEFINITION.test(text.slice(0, end));
}

/** The text with the folder that it names most behind an alias; the text itself if that saves little. Linear. */
export function encodePathAlias(text: string): string {
  if (text.includes(ALIAS)) return text;
  let best = { folder: '', saved: 0 };
  for (const [folder, count] of folderCounts(text)) {
    const saved = count * (folder.length - ALIAS.length) - folder.length - COST;
    if (saved > best.saved) best = { folder, saved };
  }
  if (best.saved < MIN_SAVED || best.saved < MIN_SHARE * text.length) return text;
  return `${ALIAS} = ${best.folder}\n${text.replaceAll(best.folder, ALIAS)}`;
}

/** The text that {@link encodePathAlias} was given, to the byte; a text without an alias is returned as it is. Linear. */
export function decodePathAlias(text: string): string {
  if (!hasPathAlias(text)) return text;
  const end = text.indexOf('\n');
  const folder = text.slice(`${ALIAS} = `.length, end);
  return text.slice(end + 1).replaceAll(ALIAS, () => folder);
}

/** How often a path goes through each folder. */
function folderCounts(text: string): ReadonlyMap<string, number> {
  const whole = new Map<string, number>();
  for (const [folder] of text.matchAll(FOLDERS)) whole.set(folder, (whole.get(folder) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const [folder, count] of whole) {
    if (folder.length > LONGEST - COST) continue;
    for (let end = folder.indexOf('/', 1); end > 0; end = folder.indexOf('/', end + 1)) {
      const above = folder.slice(0, end + 1);
      counts.set(above, (counts.get(above) ?? 0) + count);
    }
  }
  return counts;
}
