import { printable } from '../context/printable.js';

/** What the first line of a result tells. */
export interface ViewHeader {
  readonly display: string;
  /** How it is shown, where that is not plain to see: `outline`, `diff` … */
  readonly view?: string;
  /** Lines of the whole text. */
  readonly lines: number;
  readonly notes: readonly string[];
  /** Tokens beneath this line, of those that the whole text has. */
  readonly returned: number;
  readonly whole: number;
  readonly tokenizer: string;
  /** The version tag; a handle has none, as it names its content itself. */
  readonly tag?: string;
}

/** `src/app.ts · 240 lines · outline · 612 of 4,180 tokens (o200k_base) · v:3f9a1c0b2d`, always one line. */
export function viewHeader(header: ViewHeader): string {
  const { display, view, lines, notes, returned, whole, tokenizer, tag } = header;
  const line = [
    display,
    `${grouped(lines)} ${lines === 1 ? 'line' : 'lines'}`,
    ...(view === undefined ? [] : [view]),
    ...notes,
    `${grouped(returned)} of ${grouped(whole)} tokens (${tokenizer})`,
    ...(tag === undefined ? [] : [tag]),
  ].join(' · ');
  return printable(line);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
