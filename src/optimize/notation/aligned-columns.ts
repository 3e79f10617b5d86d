/** Where a column of a table stands that is aligned with blanks, in UTF-16 units. */
export interface Column {
  readonly start: number;
  /** Exclusive; of the last column infinite. */
  readonly end: number;
  /** How many blanks stand between it and the next one. */
  readonly blanks: number;
}

/** Where a cell's words stand in its row; undefined if it is empty. */
export type Cell = { readonly start: number; readonly end: number } | undefined;

/** Share of the rows in which something may stand in a gap, or a cell on another side than in the others. */
export const MAY_MISS = 0.1;
/** Share of the rows that fill both columns where there is a single blank between them. */
const MIN_FILL = 0.9;

/** Where the head and nearly all rows are blank, one column ends and another begins. */
export function columnsOf(head: string, rows: readonly string[]): readonly Column[] {
  const isGap = gapsIn(head, rows);
  const columns: Column[] = [];
  const lines = [head, ...rows];
  let start = 0;
  for (let at = 0; at < head.length; at++) {
    if (!isGap[at]) continue;
    let end = at;
    while (isGap[end]) end++;
    const blanks = end - at;
    const isByName = head[at - 1] !== ' ' || head[end] !== ' ';
    if (blanks > 1 || (isByName && isPadded(lines, start, at))) {
      columns.push({ start, end: at, blanks });
      start = end;
    }
    at = end - 1;
  }
  columns.push({ start, end: Infinity, blanks: Infinity });
  return named(joined(columns, rows), head);
}

/**
 * The columns, each that has no name joined with the nearer of its neighbors, of which it is a part; with both, where neither is
 * nearer. Between columns are as many blanks as between words or more.
 */
function named(columns: readonly Column[], head: string): readonly Column[] {
  const kept: Column[] = [];
  for (const column of columns) {
    const [above, before] = [kept.at(-2), kept.at(-1)];
    if (!before || isNamed(before)) {
      kept.push(column);
      continue;
    }
    const isLeft = above !== undefined && above.blanks <= before.blanks;
    const isRight = above === undefined || before.blanks <= above.blanks;
    if (isLeft) kept.splice(-2, 2, { ...before, start: above.start });
    if (isRight) kept.push({ ...column, start: kept.pop()!.start });
    else kept.push(column);
  }
  return kept;

  function isNamed({ start, end }: Column): boolean {
    return head.slice(start, end).trim() !== '';
  }
}

/** Where all are blank; where nearly all are, if that is between two columns nowhere else. */
function gapsIn(head: string, rows: readonly string[]): readonly boolean[] {
  const taken = new Uint32Array(head.length);
  for (const row of rows) {
    for (let at = Math.min(row.length, head.length) - 1; at >= 0; at--) if (row[at] !== ' ') taken[at]!++;
  }
  const most = MAY_MISS * rows.length;
  const isGap: boolean[] = [];
  for (let at = 0; at < head.length; ) {
    let end = at;
    let least = most;
    for (; head[end] === ' ' && taken[end]! <= most; end++) least = Math.min(least, taken[end]!);
    for (; at < end; at++) isGap.push(taken[at] === least);
    if (at < head.length) isGap.push(false);
    at++;
  }
  return isGap;
}

/**
 * Whether a single blank stands between two columns: some line has more than the one there, or the words before it end there
 * and do not begin in one place. Otherwise it may stand between two words.
 *
 * @param start where the column before it begins
 */
function isPadded(lines: readonly string[], start: number, at: number): boolean {
  const beginnings = new Set<number>();
  for (const line of lines) {
    if (line.length <= at + 1 || line[at] !== ' ') continue;
    if (line[at - 1] === ' ' || line[at + 1] === ' ') return true;
    const word = line.slice(start, at).trimStart();
    if (!word.includes(' ')) beginnings.add(at - word.length);
  }
  return beginnings.size > 1;
}

/**
 * The columns, those made one between which is a single blank that may as well stand between two words: where one is mostly
 * empty, or holds several words.
 */
function joined(columns: readonly Column[], rows: readonly string[]): readonly Column[] {
  const sure = rows.filter((row) => cellsOf(row, columns) !== undefined);
  const held = columns.map(({ start, end }) => {
    const cells = sure.map((row) => row.slice(start, end).trim());
    const filled = cells.filter((cell) => cell !== '').length;
    return { isFull: filled >= MIN_FILL * sure.length, hasWords: cells.some((cell) => cell.includes(' ')) };
  });
  const kept: Column[] = [];
  for (const [at, column] of columns.entries()) {
    const before = kept.at(-1);
    const [left, right] = [held[at - 1], held[at]!];
    const isLast = at === columns.length - 1;
    const isOwn = left?.isFull && right.isFull && !left.hasWords && (isLast || !right.hasWords);
    if (before?.blanks !== 1 || isOwn) kept.push(column);
    else kept[kept.length - 1] = { ...column, start: before.start };
  }
  return kept;
}

/** What stands in each column; undefined if something stands across a gap. */
export function cellsOf(row: string, columns: readonly Column[]): readonly Cell[] | undefined {
  const cells: Cell[] = [];
  for (const [at, { start, end }] of columns.entries()) {
    const next = columns[at + 1]?.start ?? row.length;
    if (end < row.length && row.slice(end, next).trim() !== '') return undefined;
    const cell = row.slice(start, Math.min(end, row.length));
    const said = cell.trim();
    const from = start + cell.length - cell.trimStart().length;
    cells.push(said === '' ? undefined : { start: from, end: from + said.length });
  }
  return cells;
}
