import { type Cell, type Column, cellsOf, columnsOf, MAY_MISS } from './aligned-columns.js';

/*
 * The notation of tables that programs align with blanks alone below a head,
 *
 *     NAME        READY   STATUS             RESTARTS      AGE   NODE
 *     api-7d9c5   1/1     Running            0             3d    worker-1
 *     bill-6f8d   0/1     CrashLoopBackOff   57 (3m ago)   4h
 *
 * is that of drawn ones: a tab between two cells, none behind a row's last.
 *
 *     NAME	READY	STATUS	RESTARTS	AGE	NODE
 *     api-7d9c5	1/1	Running	0	3d	worker-1
 *     bill-6f8d	0/1	CrashLoopBackOff	57 (3m ago)	4h
 *
 * Blanks before what stands in the first column stay where they tell rows apart, as in a tree. A row whose cells cannot be told by
 * where they stand keeps its blanks, and has no tab.
 */

/** UTF-16 units of a line of a table. */
const LONGEST = 4000;
/** Rows below its head from which a table is one, and columns. */
const MIN_ROWS = 2;
const MIN_COLUMNS = 3;
/** Rows by which the columns are found. */
const MAX_SAMPLE = 1000;
/** Share of the rows that must be told into cells. */
const MIN_FIT = 0.75;

/** What a head is made of. */
const BEGINNING = /^ *[A-Z%#(][^ ]* +(?:[A-Z%#(]|\d+K?-|[a-z]{2} )/;
const NAME = /^[A-Z%#(\d][\w%:./()+#*-]*$/;
const SMALL_WORD = /^(?:on|by|name|of|in|at|is)$/;
/** A name that is none of a number. */
const WORD = /^[A-Z%#(][^\d]*$/;
/** Letters and signs that are a column wide wherever they are shown; of others nobody knows what a program took them for. */
const NARROW = /^[ -~…·•●○✓✔✗✘‐-‗←-⇿─-◿]*$/;
/** A command line, or a rule: behind it stands something else. */
const ASIDE = /^(?:[$#>+] |[-=]{3})/;
/** What stands in place of rows that were left out. */
const NOTE = /^(?:… |\[ctxopt: )/;

type Side = 'start' | 'end' | undefined;

interface Layout {
  readonly columns: readonly Column[];
  /** The head's cells. */
  readonly names: readonly Cell[];
  /** On which side nearly all cells of a column begin or end. */
  readonly sides: readonly Side[];
}

/** The text with tabs between the cells of its aligned tables; every line stands where it stood. Linear. */
export function alignedTables(text: string): string {
  if (!text.includes('  ')) return text;
  const lines = text.split('\n');
  let changed = false;
  for (let at = 0; at < lines.length; ) {
    if (!isHead(lines[at]!)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < lines.length && isBelow(lines[end]!)) end++;
    const written = tabbed(lines.slice(at, end));
    for (const [index, line] of (written ?? []).entries()) lines[at + index] = line;
    changed ||= written !== undefined;
    at = end;
  }
  return changed ? lines.join('\n') : text;
}

function isHead(line: string): boolean {
  if (line.length > LONGEST || !BEGINNING.test(line)) return false;
  const words = line.trim().split(/ +/);
  const names = words.filter((word) => WORD.test(word)).length;
  return (
    names >= MIN_COLUMNS &&
    names * 2 > words.length &&
    words.every((word) => NAME.test(word) || SMALL_WORD.test(word))
  );
}

function isBelow(line: string): boolean {
  return line.trim() !== '' && !ASIDE.test(line) && !(isHead(line) && !/[a-z]/.test(line));
}

/** The lines of a table, the first of them its head; undefined if they are none. */
function tabbed(lines: readonly string[]): readonly string[] | undefined {
  const rows = lines.map((line) => (isPlain(line) ? line.trimEnd() : undefined));
  const [head, ...below] = rows;
  const sure = below.filter((row) => row !== undefined);
  if (head === undefined || sure.length < MIN_ROWS) return undefined;
  const columns = columnsOf(head, sure.slice(0, MAX_SAMPLE));
  if (columns.length < MIN_COLUMNS) return undefined;
  const cells = rows.map((row) => (row === undefined ? undefined : cellsOf(row, columns)));
  const names = cells[0];
  // Two names of one column: a cell is as long as two columns are wide, and what is behind it stands further right.
  const isMoved = columns.some(({ start, end }) => head.slice(start, end).trim().includes('  '));
  if (!names || isMoved) return undefined;
  const sides = columns.map((_, column) => sideOf(cells.slice(0, MAX_SAMPLE), column));
  const fits = cells.map((own, at) => own !== undefined && isRow(rows[at]!, own, { names, sides, columns }));
  const fitting = fits.filter(Boolean).length - 1;
  if (!fits[0] || fitting < MIN_ROWS || fitting < MIN_FIT * sure.length) return undefined;
  let indent = Infinity;
  if (sides[0] !== 'end') {
    for (const [at, own] of cells.entries())
      if (fits[at]) indent = Math.min(indent, own![0]?.start ?? indent);
  }
  return lines.map((line, at) => {
    if (!fits[at]) return line;
    return written(rows[at]!, cells[at]!, indent) + (line.endsWith('\r') ? '\r' : '');
  });
}

function isPlain(line: string): boolean {
  return line.length <= LONGEST && NARROW.test(line.trimEnd()) && !NOTE.test(line);
}

/** The side on which nearly all cells of a column begin or end. */
function sideOf(rows: readonly (readonly Cell[] | undefined)[], column: number): Side {
  const cells = rows.flatMap((row) => row?.[column] ?? []);
  const head = rows[0]?.[column];
  const share = (side: 'start' | 'end') =>
    cells.filter((cell) => cell[side] === head?.[side]).length / cells.length;
  if (share('start') > 1 - MAY_MISS) return 'start';
  return share('end') > 1 - MAY_MISS ? 'end' : undefined;
}

/**
 * Whether it is sure which column each cell belongs to: each stands on its column's side, or all are filled, but
 * perhaps the last, and none ends between two words. So a row that a long cell moved to the right is none.
 */
function isRow(row: string, cells: readonly Cell[], { names, sides, columns }: Layout): boolean {
  if (!cells.some((cell, at) => at > 0 && cell)) return false;
  const isFilled = cells.every((cell) => cell !== undefined);
  const said = cells.map((cell) => (cell ? row.slice(cell.start, cell.end) : ''));
  const isOnSide = cells.map((cell, at) => {
    const side = sides[at];
    return at === 0 || (cell !== undefined && side !== undefined && cell[side] === names[at]![side]);
  });
  const isAligned = cells.every((cell, at) => {
    if (!cell || at === 0) return true;
    // Behind a moved cell's blank may stand the next one.
    const isNear = cells[at - 1] === undefined && columns[at - 1]!.blanks === 1;
    return isOnSide[at] && (isFilled || !said[at]!.includes(isNear ? ' ' : '  '));
  });
  if (isAligned) return true;
  const last = cells.length - 1;
  return cells.every((cell, at) => {
    const next = cells[at + 1];
    if (at === last) return true;
    if (!cell || said[at]!.includes('  ')) return false;
    if (!next) return at + 1 === last;
    if (next.start - cell.end > 1) return true;
    const areWords = said[at]!.includes(' ') || (at + 1 < last && said[at + 1]!.includes(' '));
    return !areWords && (isFilled || (isOnSide[at]! && isOnSide[at + 1]!));
  });
}

/** @param indent blanks that all rows have before their first cell */
function written(row: string, cells: readonly Cell[], indent: number): string {
  const said = cells.map((cell) => (cell ? row.slice(cell.start, cell.end) : ''));
  const before = cells[0] ? ' '.repeat(Math.max(0, cells[0].start - indent)) : '';
  return before + said.join('\t').replace(/\t+$/, '');
}
