import type { Passage } from './passages.js';

/** Lines of a block, such as a function, that are taken together; a longer one is divided into those within it. */
const MOST_IN_BLOCK = 30;
/** Lines of neighboring blocks without a blank line between them that are taken together. */
const MOST_IN_PASSAGE = 12;
/** Lines from which a block is announced by its first line even if the rest of it goes. */
const LEAST_ANNOUNCED = 5;

const LINE_NUMBER = /^ *\d{1,7}(?:→|\t|:| ?\| ?)/;

export interface Blocks {
  readonly passages: readonly Passage[];
  /** Numbers of the first lines of blocks, which tell what is in them. */
  readonly frame: ReadonlySet<number>;
}

/**
 * Divides lines into whole definitions, as far as indentation tells what belongs together: a block is a line and all
 * deeper ones below it. Linear, without recursion.
 *
 * @param depths as of {@link depthsOf}
 */
export function blocksOf(lines: readonly string[], depths: readonly number[]): Blocks {
  const ends = blockEnds(depths);
  const frame = new Set<number>();
  const passages: { from: number; to: number }[] = [];
  let open: { from: number; to: number } | undefined;
  for (let at = 0; at < lines.length; ) {
    const end = ends[at]!;
    if (end - at >= LEAST_ANNOUNCED) frame.add(at);
    if (end - at > MOST_IN_BLOCK) {
      passages.push({ from: at, to: at + 1 });
      // What is within a block does not go on with its first line.
      open = undefined;
      at++;
      continue;
    }
    const isNext = at === 0 || depths[at - 1]! >= 0;
    const joins =
      depths[at]! < 0 || closes(lines[at]!) || (isNext && end - (open?.from ?? 0) <= MOST_IN_PASSAGE);
    if (open && joins) open.to = end;
    else {
      open = { from: at, to: end };
      passages.push(open);
    }
    at = end;
  }
  return { passages, frame };
}

/** How far each line is indented behind its number, if it has one; -1 for a blank one. A tab counts as four blanks. */
export function depthsOf(lines: readonly string[]): readonly number[] {
  return lines.map((line) => {
    const own = line.slice(LINE_NUMBER.exec(line)?.[0].length ?? 0);
    const code = own.trimStart();
    if (code === '') return -1;
    const indent = own.slice(0, own.length - code.length);
    return indent.length + 3 * (indent.split('\t').length - 1);
  });
}

/** For each line the one behind its block. Blank lines within a block belong to it, those below it do not. */
function blockEnds(depths: readonly number[]): Int32Array {
  const ends = new Int32Array(depths.length);
  const open: number[] = [];
  let filled = -1;
  depths.forEach((depth, at) => {
    ends[at] = at + 1;
    if (depth < 0) return;
    while (open.length > 0 && depths[open.at(-1)!]! >= depth) ends[open.pop()!] = filled + 1;
    open.push(at);
    filled = at;
  });
  for (const at of open) ends[at] = filled + 1;
  return ends;
}

/** Whether a line does nothing but end a block. */
function closes(line: string): boolean {
  return /^[\s\d→|:]*[)\]}]{1,8}[;,]?\s*$/.test(line) || /^\s*end\s*$/.test(line);
}
