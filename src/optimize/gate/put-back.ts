import { linesOf, plainText } from './plain-text.js';

/**
 * The text that a pass left, with lines of the text before it put back: each before the next line that both share, so
 * behind the marker that stands where it was taken out. Undefined where a line of the plain text is not a line of the
 * text, as in JSON and in redrawn progress lines. Linear.
 *
 * @param wanted numbers of lines of the plain text of `before`, from 0
 */
export function putBack(before: string, after: string, wanted: ReadonlySet<number>): string | undefined {
  const had = before.split('\n');
  if (had.length !== linesOf(plainText(before)).length) return undefined;
  const kept = after.split('\n');
  const origins = originsOf(kept, had);
  const there = new Set(origins);
  const missing = [...wanted].filter((at) => !there.has(at)).sort((a, b) => a - b);
  const mended: string[] = [];
  let next = 0;
  kept.forEach((line, at) => {
    const origin = origins[at];
    while (origin !== undefined && next < missing.length && missing[next]! < origin) {
      mended.push(had[missing[next++]!]!);
    }
    mended.push(line);
  });
  for (; next < missing.length; next++) mended.push(had[missing[next]!]!);
  return mended.join('\n');
}

/** For each line that was kept, which of the old ones it is: the first equal one behind the line before. */
function originsOf(kept: readonly string[], had: readonly string[]): readonly (number | undefined)[] {
  const places = new Map<string, number[]>();
  for (let at = had.length - 1; at >= 0; at--) {
    const known = places.get(had[at]!);
    if (known) known.push(at);
    else places.set(had[at]!, [at]);
  }
  let last = -1;
  return kept.map((line) => {
    const open = places.get(line);
    while (open && open.length > 0 && open.at(-1)! <= last) open.pop();
    const origin = open?.pop();
    if (origin !== undefined) last = origin;
    return origin;
  });
}
