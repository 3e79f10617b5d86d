/** Values that are listed one by one, and words that are; of more, numbers are a range, and of others some are named. */
const FEW = 8;
const FEW_WORDS = 24;
/** Values named where there are more than a few. */
const NAMED = 2;

const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/;

/**
 * What stands in a template where its lines differ, in the order of their first appearance: `{200 ×31, 304}`; the range of
 * many numbers, `{12–910}`; of many other values some, `{a, b, … 17 more}`, unless all are to be listed. What the values
 * begin and end with in common stands before and behind the braces, unless all are listed, or they have a name: `{A: host1, host2}`.
 */
export function slotText(values: readonly string[], listsAll: boolean, name?: string): string {
  const { prefix, suffix } = name === undefined && !listsAll ? commonEnds(values) : { prefix: 0, suffix: 0 };
  const counts = new Map<string, number>();
  for (const value of values) {
    const own = value.slice(prefix, value.length - suffix);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  const [first] = values as [string];
  const own = [...counts.keys()];
  const few = own.some((value) => DIGIT.test(value)) ? FEW : FEW_WORDS;
  const shown = listsAll || own.length <= few ? listed(counts) : summed(own);
  const named = name === undefined ? '' : `${name}: `;
  return `${first.slice(0, prefix)}{${named}${shown}}${first.slice(first.length - suffix)}`;
}

/** `a ×5, b`: each value with its count, if any comes more than once. */
export function listed(counts: ReadonlyMap<string, number>): string {
  return Array.from(counts, ([value, count]) => (count > 1 ? `${value} ×${count}` : value)).join(', ');
}

function summed(values: readonly string[]): string {
  if (!values.every((value) => NUMBER.test(value))) {
    return `${values.slice(0, NAMED).join(', ')}, … ${values.length - NAMED} more`;
  }
  let [least, most] = [values[0]!, values[0]!];
  for (const value of values) {
    if (Number(value) < Number(least)) least = value;
    if (Number(value) > Number(most)) most = value;
  }
  return `${least}–${most}`;
}

/** How many units all values begin and end with in common, without cutting through a number or a word. */
function commonEnds(values: readonly string[]): { readonly prefix: number; readonly suffix: number } {
  const [first] = values as [string];
  const shortest = values.reduce((least, value) => Math.min(least, value.length), first.length);
  let prefix = shortest;
  for (const value of values) {
    let at = 0;
    while (at < prefix && value[at] === first[at]) at++;
    prefix = at;
  }
  const goesOn = (pattern: RegExp) => values.some((value) => pattern.test(value[prefix] ?? ''));
  while (prefix > 0 && DIGIT.test(first[prefix - 1]!)) prefix--;
  if (goesOn(LETTER)) while (prefix > 0 && LETTER.test(first[prefix - 1]!)) prefix--;

  let suffix = shortest - prefix;
  for (const value of values) {
    let at = 0;
    while (at < suffix && value.at(-1 - at) === first.at(-1 - at)) at++;
    suffix = at;
  }
  const cameBefore = (pattern: RegExp) => values.some((value) => pattern.test(value.at(-1 - suffix) ?? ''));
  while (suffix > 0 && DIGIT.test(first.at(-suffix)!)) suffix--;
  if (cameBefore(LETTER)) while (suffix > 0 && LETTER.test(first.at(-suffix)!)) suffix--;
  return { prefix, suffix };
}

const DIGIT = /\d/;
const LETTER = /\p{L}/u;
