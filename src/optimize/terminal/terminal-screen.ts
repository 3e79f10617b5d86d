import { isCriticalLine } from '../gate/critical-line.js';
import { isJump, overtyped, TERMINAL_CODES, type TerminalCode } from './terminal-codes.js';

/** A line of a terminal after all was drawn, with the codes that stand in it. */
export interface ScreenRow {
  readonly text: string;
  /** Critical lines, without codes, that stood here before and were drawn over, in their order. */
  readonly drawnOver: readonly string[];
}

interface Row {
  text: string;
  readonly drawnOver: string[];
  /** Whether the cursor left it, so that what is written next replaces what it shows. */
  isLeft: boolean;
}

/** A step up to an earlier line, without which nothing is drawn over but within a line. */
const UP = /(?:\x1b\[|\x9b)\d*[AF]/;
const STEPS = new RegExp(`${TERMINAL_CODES.source}|\\n|(?<!\\r)\\r+(?=\\n)`, 'g');

/** Whether a text goes back to earlier lines to draw them anew, as tools with several progress lines do. */
export function isRedrawn(text: string): boolean {
  return UP.test(text);
}

/**
 * The lines of an endless terminal on which a text was drawn: a line that the cursor went back to shows what was written there
 * last; erasing codes are carried out from a line's start on. Jumps to a place of the window are no steps back, since what is there is
 * not known. Linear in the length of the text.
 */
export function screenRows(text: string): readonly ScreenRow[] {
  const rows: Row[] = [newRow()];
  let at = 0;
  let isAtStart = true;

  const erase = (row: Row) => {
    const plain = row.text.replace(TERMINAL_CODES, (...match) =>
      isJump(match.at(-1) as TerminalCode) ? '\r' : '',
    );
    for (const frame of overtyped(plain).split(/\r+/)) {
      if (isCriticalLine(frame)) rows[at]!.drawnOver.push(frame);
    }
    row.text = '';
  };
  const write = (run: string) => {
    const row = rows[at]!;
    if (run === '') return;
    if (row.isLeft && isAtStart) erase(row);
    // In the midst of a line it is not known what stays of it.
    else if (row.isLeft) row.text += '\r';
    row.isLeft = false;
    row.text += run;
    isAtStart = false;
  };
  const move = (to: number) => {
    rows[at]!.isLeft = true;
    at = Math.max(0, Math.min(to, rows.length - 1));
  };
  const carryOut = (code: TerminalCode, written: string) => {
    // Binary data may hold what no terminal was ever told.
    const steps = Number(/^\d+/.exec(code.params ?? '')?.[0] ?? 1);
    const row = rows[at]!;
    if (code.final === 'A' || code.final === 'F') move(at - steps);
    else if (code.final === 'B' || code.final === 'E') move(at + steps);
    else if (code.final === 'J' && /^0?$/.test(code.params ?? '')) {
      if (row.isLeft && isAtStart) erase(row);
      for (const below of rows.splice(at + 1)) {
        for (const line of below.drawnOver) row.drawnOver.push(line);
        erase(below);
      }
    } else if (code.final === 'K' && row.isLeft && (isAtStart || code.params === '2')) erase(row);
    else if (code.osc !== undefined) write(written);
    else if (!row.isLeft) row.text += written;
    if (/[EFG]/.test(code.final ?? '')) isAtStart = true;
    else if (code.final === 'C') isAtStart = false;
  };

  let from = 0;
  for (const match of text.matchAll(STEPS)) {
    const run = text.slice(from, match.index);
    from = match.index + match[0].length;
    write(run);
    if (run.endsWith('\r')) isAtStart = true;
    if (match[0] === '\n') {
      if (at === rows.length - 1) rows.push(newRow());
      move(at + 1);
      isAtStart = true;
    } else if (match[0].startsWith('\r')) {
      if (!rows[at]!.isLeft) rows[at]!.text += match[0];
      isAtStart = true;
    } else carryOut(match.groups as TerminalCode, match[0]);
  }
  write(text.slice(from));
  return rows;
}

function newRow(): Row {
  return { text: '', drawnOver: [], isLeft: false };
}
