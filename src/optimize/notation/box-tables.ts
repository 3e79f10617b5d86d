/*
 * The notation of tables that programs draw,
 *
 *     +----+------------+-------+
 *     | id | state      | total |
 *     +----+------------+-------+
 *     |  1 | open       | 12.50 |
 *     | 20 | checked in |       |
 *     +----+------------+-------+
 *
 * is a tab between two cells: no rules, no blanks that only align.
 *
 *     id	state	total
 *     1	open	12.50
 *     20	checked in
 *
 * So are tables without a frame, as psql, coverage reports and `pip list` draw them: a rule below the head says where the columns
 * stand. A row whose cells stand elsewhere ends the table and stays.
 */

/** UTF-16 units of a line of a table. */
const LONGEST = 4000;
/** Rows from which a table's frame is worth taking away, its head among them. */
const MIN_ROWS = 4;

const RULE = /^ *[+|┌┬┐├┼┤└┴┘╭╮╰╯╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┏┳┓┣╋┫┗┻┛┡╇┩─━═=-]{4,} *$/;
const JUNCTION = /[^ ─━═=-]/g;
const DASH = /[─━═=-]{2}/;
/** Markdown's, which readers know and renderers need. */
const MARKDOWN = /^ *\|/;
/** Below the head of columns between which are blanks. */
const DASHES = /^(?:[-=]{2,} {1,3})+[-=]{2,} *$/;
const BAR = /[|│┃║]/;
const NUMBER = /^[-+]?[\d.,]+%?$/;

/** Where the cells of a table stand, in UTF-16 units. */
interface Grid {
  /** Between columns, and around them in a frame. */
  readonly bars: readonly number[];
  /** What stands there in a row. */
  readonly bar: RegExp;
  /** Whether nothing stands before the first bar but blanks. */
  readonly isFramed: boolean;
}

/** The text with tabs between the cells of its tables, and without their rules. Linear. */
export function boxTables(text: string): string {
  return rewritten(text, false);
}

/** The same with its rules, so that each line stands where it stood. */
export function boxRows(text: string): string {
  return rewritten(text, true);
}

function rewritten(text: string, keepsRules: boolean): string {
  if (!DASH.test(text)) return text;
  const lines = text.split('\n');
  const written: (string | undefined)[] = [...lines];
  let done = 0;
  for (let at = 0; at < lines.length; at++) {
    const grid = gridAt(lines[at]!);
    if (!grid) continue;
    const isRow = (line: string | undefined) => line !== undefined && isRowOf(grid, line);
    const isRule = (line: string | undefined) => line !== undefined && isRuleOf(grid, line);
    let start = at;
    while (start > done && isRow(lines[start - 1])) start--;
    let end = at + 1;
    while (isRow(lines[end]) || isRule(lines[end])) end++;
    const rows: number[] = [];
    for (let row = start; row < end; row++) if (!isRule(lines[row])) rows.push(row);
    done = end;
    at = end - 1;
    const cells =
      rows.length < MIN_ROWS
        ? undefined
        : tabbed(
            rows.map((row) => lines[row]!),
            grid,
          );
    if (!cells) continue;
    if (!keepsRules) written.fill(undefined, start, end);
    for (const [index, row] of rows.entries()) written[row] = cells[index];
  }
  return written.filter((line) => line !== undefined).join('\n');
}

function gridAt(line: string): Grid | undefined {
  if (line.length > LONGEST || !DASH.test(line)) return undefined;
  const rule = line.trimEnd();
  if (DASHES.test(rule)) {
    const bars = Array.from(rule.matchAll(/ (?=[^ ])/g), ({ index }) => index);
    return { bars, bar: / /, isFramed: false };
  }
  if (!RULE.test(rule) || MARKDOWN.test(rule)) return undefined;
  const bars = Array.from(rule.matchAll(JUNCTION), ({ index }) => index);
  return bars.length === 0 ? undefined : { bars, bar: BAR, isFramed: rule.search(/\S/) === bars[0] };
}

function isRuleOf(grid: Grid, line: string): boolean {
  const bars = gridAt(line)?.bars;
  return bars?.length === grid.bars.length && bars.every((bar, at) => bar === grid.bars[at]);
}

function isRowOf({ bars, bar, isFramed }: Grid, line: string): boolean {
  if (line.length > LONGEST || line.trim() === '') return false;
  if (isFramed && line.search(/\S/) !== bars[0]) return false;
  return bars.every((at) => bar.test(line[at] ?? (bar === BAR ? '' : ' ')));
}

/** The rows with tabs between their cells; undefined if a cell holds one. Indentation that not all cells of a column have stays. */
function tabbed(rows: readonly string[], grid: Grid): readonly string[] | undefined {
  if (rows.some((row) => row.includes('\t'))) return undefined;
  const table = rows.map((row) => cellsOf(row.trimEnd(), grid));
  const pads = table[0]!.map((_, column) => Math.min(...table.map((cells) => padOf(cells[column]!))));
  const areNumbers = pads.map((_, column) => table.some((cells) => NUMBER.test(cells[column]!.trim())));
  return table.map((cells, at) => {
    const own = cells.map((cell, column) => {
      const said = cell.trim();
      const isAligned = at === 0 || said === '' || (areNumbers[column] && !said.includes(' '));
      return isAligned ? said : cell.slice(pads[column]).trimEnd();
    });
    return own.join('\t').replace(/\t+$/, '') + (rows[at]!.endsWith('\r') ? '\r' : '');
  });
}

function cellsOf(row: string, { bars, isFramed }: Grid): readonly string[] {
  const ends = isFramed ? bars.slice(1) : [...bars, row.length];
  let from = isFramed ? bars[0]! + 1 : 0;
  return ends.map((end) => {
    const cell = row.slice(from, end);
    from = end + 1;
    return cell;
  });
}

/** Blanks before what a cell says; none bounds those of an empty one. */
function padOf(cell: string): number {
  const at = cell.search(/\S/);
  return at < 0 ? Infinity : at;
}
