/** A row of a table; lines are 1-based and inclusive. */
export interface TableRow {
  /** The first 1,000 cells without their quotes, each cut to 100 UTF-16 units. */
  readonly cells: readonly string[];
  /** How many cells it has. */
  readonly width: number;
  readonly startLine: number;
  readonly endLine: number;
}

const CELLS_KEPT = 1_000;
const CELL_LIMIT = 100;

/**
 * Reads the rows of delimited text as RFC 4180 has it, in one pass; blank lines are left out. A quote within a cell that does not
 * begin with one is a character like any other.
 * @param take is given each row, and stops the reading by returning `false`
 * @returns the line of a quote that is never closed, 1-based, if there is one
 */
export function readRecords(
  text: string,
  delimiter: string,
  take: (row: TableRow) => boolean,
): number | undefined {
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const startLine = line;
    const cells: string[] = [];
    let width = 0;
    do {
      if (width > 0) at++;
      let start = at;
      if (text[at] === '"') {
        const end = closingQuote(text, at + 1);
        if (end === -1) return line;
        line += lineFeeds(text, at, end);
        start = at + 1;
        at = end + 1;
      }
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
      if (width++ < CELLS_KEPT) cells.push(cellIn(text.slice(start, Math.min(at, start + CELL_LIMIT))));
    } while (text[at] === delimiter);
    at++;
    const isBlank = width === 1 && cells[0] === '';
    if (!isBlank && !take({ cells, width, startLine, endLine: line })) return undefined;
    line++;
  }
  return undefined;
}

/** Two quotes are one within a cell. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function cellIn(written: string): string {
  return written.trim().replace(/"$/, '').replaceAll('""', '"');
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  // `indexOf` would look beyond the cell, and with many cells in one line again and again.
  for (let at = from; at < to; at++) if (text[at] === '\n') count++;
  return count;
}
