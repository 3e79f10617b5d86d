/** A range as passes write it for many numbers, `0–299`, with what follows it, which may be a unit. */
const RANGES =
  /(?<![\w.–-])(-?\d{1,12}(?:\.\d{1,6})?)–(-?\d{1,12}(?:\.\d{1,6})?)(?![\d–]|\.\d)\}? ?([\p{L}%°]{0,8})/gu;

const AMOUNT = /^(-?\d{1,12}(?:\.\d{1,6})?)([\p{L}%°]{0,8})$/u;

interface Range {
  readonly least: number;
  readonly most: number;
  /** As it stands in the text. */
  readonly text: string;
}

/**
 * Finds for a number, with a unit or without, a range that it lies within, of those that a text shows and did not before.
 * A unit must be that of the range. Undefined if there is none.
 */
export function shownRanges(after: string, before: string): (value: string) => Range | undefined {
  const old = new Set(Array.from(before.matchAll(RANGES), ([, least, most]) => `${least}–${most}`));
  const byUnit = new Map<string, Range[]>([['', []]]);
  for (const [, least, most, unit = ''] of after.matchAll(RANGES)) {
    const range = { least: Number(least), most: Number(most), text: `${least}–${most}` };
    if (old.has(range.text) || range.least > range.most) continue;
    for (const name of new Set(['', unit])) {
      const known = byUnit.get(name);
      if (known) known.push(range);
      else byUnit.set(name, [range]);
    }
  }
  const reaching = new Map(Array.from(byUnit, ([unit, ranges]) => [unit, furthest(ranges)]));
  return (value) => {
    const [, amount, unit = ''] = AMOUNT.exec(value) ?? [];
    const ranges = reaching.get(unit);
    return amount === undefined || ranges === undefined ? undefined : holding(ranges, Number(amount));
  };
}

interface Reach {
  readonly from: number;
  readonly range: Range;
}

/** By where they begin, each as far as one has reached by then. */
function furthest(ranges: readonly Range[]): readonly Reach[] {
  const reaches: Reach[] = [];
  for (const range of [...ranges].sort((a, b) => a.least - b.least)) {
    const last = reaches.at(-1)?.range;
    reaches.push({ from: range.least, range: last && last.most >= range.most ? last : range });
  }
  return reaches;
}

function holding(reaches: readonly Reach[], amount: number): Range | undefined {
  let [low, high] = [0, reaches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reaches[middle]!.from <= amount) low = middle + 1;
    else high = middle;
  }
  const range = reaches[low - 1]?.range;
  return range && range.most >= amount ? range : undefined;
}
