/*
 * The notation of path groups. Lines that begin with the same path, as those of a search or a listing do,
 *
 *     src/optimize/gate.ts:12:export interface Gate {
 *     src/optimize/gate.ts:20:  judge(kind: PassKind): void;
 *     src/optimize/pass.ts
 *
 * are written below that path once, without it:
 *
 *     src/optimize/gate.ts:…
 *     12:export interface Gate {
 *     20:  judge(kind: PassKind): void;
 *     …
 *     src/optimize/pass.ts
 *
 * A line that is a path and `…` opens a group: each line below it goes on from that path. The next such line, a `…` alone
 * or a blank line ends the group; `--`, which grep prints between hits, stands for itself. A path is a folder with its
 * slash, or a file with or without its colon. Where words stand before each path, as in what `wc -l` and `git status` print,
 * the head has a `…` for each word:
 *
 *     … src/optimize/…
 *      184 gate.ts
 *       54 pass.ts
 */

const END = '…';
const WORD = '… ';
const HEAD = /^(?:(?:… ){1,2}|[ \t]{0,8})[^\s…]{0,400}(?:[/\\:]|\.\w{1,10})…$/;
/** What a line is behind: by the number of words that stand before its path. */
const COLUMNS = [/^/, /^[ \t]*\S+[ \t]+(?=\S)/, /^[ \t]*\S+[ \t]+\S+[ \t]+(?=\S)/];
/** Share of the lines that must have a path behind their words. */
const MIN_BEHIND = 0.5;
/** Code units of a path, and how many of its folders are looked at. */
const LONGEST = 400;
const DEEPEST = 24;
/** What a head costs beside its path and what an end costs, in code units: some more than they are long, so that groups are few. */
const HEAD_COST = 10;
const END_COST = 6;
/** What all groups must save, in code units and as a share of the text. */
const MIN_SAVED = 40;
const MIN_SHARE = 0.1;

/** Whether a text has a line that opens a group. */
export function hasPathGroups(text: string): boolean {
  return text.includes('…') && text.split('\n').some(isHead);
}

/**
 * The text with its paths in groups; the text itself if that saves little, or if it has lines that could be taken for
 * a group's head or end. The groups are those that save most: a shortest path through the prefixes of the lines
 * (A. Viterbi, "Error Bounds for Convolutional Codes", IEEE Trans. Inf. Theory 13, 1967). Linear.
 */
export function encodePathGroups(text: string): string {
  const lines = text.split('\n');
  if (lines.some((line) => line === END || isHead(line))) return text;
  let best = text;
  for (const words of COLUMNS.keys()) {
    const cuts = lines.map((line) => lengthsBehind(line, words));
    const encoded = words === 0 || isTable(lines, cuts) ? grouped(lines, words, cuts) : undefined;
    if (encoded !== undefined && encoded.length < best.length) best = encoded;
  }
  const saved = text.length - best.length;
  return saved < MIN_SAVED || saved < MIN_SHARE * text.length ? text : best;
}

/** The text that {@link encodePathGroups} was given, to the byte; a text without groups is returned as it is. Linear. */
export function decodePathGroups(text: string): string {
  if (!hasPathGroups(text)) return text;
  const lines: string[] = [];
  let prefix = '';
  let words = 0;
  for (const line of text.split('\n')) {
    if (isHead(line) || line === END) {
      words = line.split(WORD).length - 1;
      prefix = line.slice(words * WORD.length, -END.length);
      continue;
    }
    if (isBlank(line)) prefix = '';
    const column = prefix === '' ? 0 : columnLength(line, words);
    lines.push(isSeparator(line) ? line : line.slice(0, column) + prefix + line.slice(column));
  }
  return lines.join('\n');
}

/** Where the path behind each line's first words can be cut. */
type Cuts = readonly (readonly number[])[];

/** Whether most lines have a path behind their words. */
function isTable(lines: readonly string[], cuts: Cuts): boolean {
  const said = lines.filter((line) => !isBlank(line));
  return cuts.filter(isSome).length >= MIN_BEHIND * said.length;
}

function isSome({ length }: readonly number[]): boolean {
  return length > 0;
}

/** @returns undefined if no line has a path there */
function grouped(lines: readonly string[], words: number, cuts: Cuts): string | undefined {
  if (!cuts.some(isSome)) return undefined;
  const columns = lines.map((line) => columnLength(line, words));
  const paths = lines.map((line, at) => line.slice(columns[at]));
  const prefixes = bestPrefixes(paths, cuts);
  const written: string[] = [];
  let open = '';
  for (const [at, line] of lines.entries()) {
    if (isSeparator(line)) {
      written.push(line);
      continue;
    }
    const column = columns[at]!;
    const prefix = line.slice(column, column + prefixes[at]!);
    if (prefix !== open && !isBlank(line))
      written.push(prefix === '' ? END : `${WORD.repeat(words)}${prefix}${END}`);
    open = prefix;
    written.push(line.slice(0, column) + line.slice(column + prefix.length));
  }
  return written.join('\n');
}

/** What test runners begin the lines with that name a test: `--- FAIL: TestTable/case_3`. No tool needs that name for a path. */
const TEST_LINE = /^[ \t]*(?:={3}|-{3}|ok\b|not ok\b|PASS\b|FAIL\b)/;

/**
 * Where the path behind a line's first words can be cut: what is left of it must not look like blanks between words. The
 * names of tests have slashes too, and stay whole.
 */
function lengthsBehind(line: string, words: number): readonly number[] {
  const column = columnLength(line, words);
  if (words === 0) return prefixLengths(line);
  if (TEST_LINE.test(line)) return [];
  const path = line.slice(column);
  return column === 0 ? [] : prefixLengths(path).filter((end) => /\S/.test(path[end]!));
}

function columnLength(line: string, words: number): number {
  return COLUMNS[words]!.exec(line)?.[0].length ?? 0;
}

function isHead(line: string): boolean {
  return line.endsWith(END) && line.length <= LONGEST + 12 && !line.includes('://') && HEAD.test(line);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function isSeparator(line: string): boolean {
  return line === '--';
}

/** The prefixes that one line may be written without, and the best way to get there. */
interface Step {
  readonly line: string;
  /** Lengths of the prefixes; the first is 0. */
  readonly lengths: readonly number[];
  /** What is saved up to here, with each prefix. */
  readonly saved: readonly number[];
  /** Which prefix of the step before leads to each. */
  readonly from: readonly number[];
}

/** The length of the prefix to leave out of each line. */
function bestPrefixes(lines: readonly string[], cuts: Cuts): readonly number[] {
  const steps: (Step | undefined)[] = [];
  let last: Step = { line: '', lengths: [0], saved: [0], from: [0] };
  for (const [at, line] of lines.entries()) {
    if (isSeparator(line)) {
      steps.push(undefined);
      continue;
    }
    last = nextStep(last, line, cuts[at]!);
    steps.push(last);
  }
  const best: number[] = new Array(lines.length).fill(0);
  let chosen = indexOfMost(last.saved);
  for (let at = lines.length - 1; at >= 0; at--) {
    const step = steps[at];
    if (!step) continue;
    best[at] = step.lengths[chosen]!;
    chosen = step.from[chosen]!;
  }
  return best;
}

function nextStep(last: Step, line: string, ends: readonly number[]): Step {
  const best = indexOfMost(last.saved);
  if (isBlank(line)) return { line, lengths: [0], saved: [last.saved[best]!], from: [best] };
  const lengths = [0, ...ends];
  const common = lengths.length > 1 ? commonLength(last.line, line) : 0;
  const saved: number[] = [];
  const from: number[] = [];
  for (const length of lengths) {
    const same = length <= common ? last.lengths.indexOf(length) : -1;
    const stay = same < 0 ? -Infinity : last.saved[same]!;
    const enter = last.saved[best]! - (length === 0 ? END_COST : length + HEAD_COST);
    from.push(stay >= enter ? same : best);
    saved.push(Math.max(stay, enter) + length);
  }
  return { line, lengths, saved, from };
}

const PATH = /^[ \t]{0,8}(?:[A-Za-z]:(?=[\\/]))?[^\s:()…"'`<>|=,;[\]{}]{1,400}/;
const FILE_NAME = /\.[A-Za-z]\w{0,9}$/;
/** Ends of folders, and of a file before the number of a line of context: `src/a.ts-12-text`. */
const BOUNDARIES = /[/\\]|\.[A-Za-z]\w{0,9}(?=-\d{1,7}-)/g;

/** Where the path that a line begins with can be cut, ascending. */
function prefixLengths(line: string): readonly number[] {
  const path = PATH.exec(line)?.[0];
  if (path === undefined || path.length >= LONGEST || !/[/\\.]/.test(path)) return [];
  if (line.startsWith('://', path.length)) return [];
  const ends = Array.from(path.matchAll(BOUNDARIES), (match) => match.index + match[0].length);
  const isFile = FILE_NAME.test(path);
  const next = line[path.length];
  if (isFile && (next === ':' || next === '(')) ends.push(path.length);
  if (next === ':' && (isFile || ends.length > 0)) ends.push(path.length + 1);
  return ends.slice(0, DEEPEST).filter((end) => isPrefix(line.slice(0, end)) && isRest(line.slice(end)));
}

/** A date with slashes is no folder. */
function isPrefix(prefix: string): boolean {
  return prefix.length > 3 && /[A-Za-z]/.test(prefix) && HEAD.test(`${prefix}${END}`);
}

function isRest(rest: string): boolean {
  return !isBlank(rest) && !isSeparator(rest) && rest !== END && !isHead(rest);
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length, LONGEST + 1);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}

function indexOfMost(values: readonly number[]): number {
  let most = 0;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[most]!) most = at;
  return most;
}
