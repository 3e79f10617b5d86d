/** A text within a budget of tokens. */
export interface CappedText {
  /** The whole text, or its longest found prefix of whole lines; part of the first line if even that is too long. */
  readonly text: string;
  /** Whole lines in it. */
  readonly lines: number;
  /** Lines in the whole text. */
  readonly total: number;
  readonly cut: boolean;
}

/** A prefix is long enough if it fills this much of the budget: more searching would cost more than it gives. */
const FILLED = 0.9;

/** Bounds how often a prefix is counted, and so the work: each count is linear in the text. */
const STEPS = 12;

/**
 * @param budget in tokens
 * @param count tokens of a text
 */
export async function capText(
  text: string,
  budget: number,
  count: (text: string) => Promise<number>,
): Promise<CappedText> {
  const total = linesIn(text);
  const tokens = await count(text);
  if (tokens <= budget) return { text, lines: total, total, cut: false };
  const search = (boundary: Boundary) => longestPrefix(text, tokens, budget, count, boundary);
  const end = (await search(lineBoundary)) || (await search(characterBoundary));
  const prefix = text.slice(0, end);
  const whole = prefix.endsWith('\n');
  return { text: whole ? prefix.slice(0, -1) : prefix, lines: linesIn(prefix) - 1, total, cut: true };
}

/** The place nearest to `at` where a text may be cut, strictly between `low` and `high`; undefined if there is none. */
type Boundary = (text: string, at: number, low: number, high: number) => number | undefined;

const lineBoundary: Boundary = (text, at, low, high) => {
  const before = text.lastIndexOf('\n', at - 1) + 1;
  if (before > low) return before;
  const after = text.indexOf('\n', at) + 1;
  return after > low && after < high ? after : undefined;
};

const characterBoundary: Boundary = (text, at, low, high) => {
  const insidePair = /[\udc00-\udfff]/.test(text.charAt(at));
  const place = insidePair ? at - 1 : at;
  return place > low && place < high ? place : undefined;
};

/** Narrows the end of the prefix down, by interpolation and bisection in turn. 0 if no prefix was found to fit. */
async function longestPrefix(
  text: string,
  tokens: number,
  budget: number,
  count: (text: string) => Promise<number>,
  boundary: Boundary,
): Promise<number> {
  let low = { at: 0, tokens: 0 };
  let high = { at: text.length, tokens };
  for (let step = 0; step < STEPS && low.tokens < budget * FILLED; step += 1) {
    const aim = (budget * (1 + FILLED)) / 2;
    const share = step % 2 === 0 ? (aim - low.tokens) / (high.tokens - low.tokens) : 0.5;
    const guess = low.at + Math.round((high.at - low.at) * share);
    const at = boundary(text, guess, low.at, high.at);
    if (at === undefined) break;
    const found = { at, tokens: await count(text.slice(0, at)) };
    if (found.tokens <= budget) low = found;
    else high = found;
  }
  return low.at;
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
