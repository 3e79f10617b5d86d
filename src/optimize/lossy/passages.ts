import { looksLikeDiff } from '../rewrite.js';
import { type Atom, atomsOf } from './atoms.js';
import { blocksOf, depthsOf } from './blocks.js';

/** Atoms that say something together, by number; `to` is the one behind the last. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

export interface DividedText {
  readonly kind: 'code' | 'diff' | 'lines';
  /** All of the text, in order. */
  readonly atoms: readonly Atom[];
  /** All of the atoms, in order. */
  readonly passages: readonly Passage[];
  /** Numbers of atoms that tell where others belong: headings, headers of hunks, the first lines of blocks. */
  readonly frame: ReadonlySet<number>;
}

/** Lines of one wrapped sentence that are taken together. */
const MOST_WRAPPED = 12;
/** Letters of a line that may be wrapped at a width. */
const WRAPPED = 50;
/** Share of the lines that are indented in code. */
const MIN_INDENTED = 0.3;

const HEADING = /^#{1,6} \S|^(?:={3,}|-{3,}|\*{3}) \S/;
const DIFF_HEADER = /^(?:diff --git |@@ |--- |\+\+\+ |Index: |index |\*\*\* )/;

/**
 * Divides a text into what may be chosen from it: code into whole definitions, a diff into its hunks, other text into
 * lines, with those of a wrapped sentence together, and a long line into sentences. Linear.
 */
export function divideText(text: string): DividedText {
  const lines = text.split('\n');
  if (looksLikeDiff(text)) {
    const isHeader = lines.map((line) => DIFF_HEADER.test(line));
    // A header is the first line of a block, which is what follows it.
    const divided = byBlocks(
      'diff',
      lines,
      isHeader.map((is) => (is ? 0 : 1)),
    );
    const headers = divided.atoms.flatMap((_, at) => (isHeader[at] ? [at] : []));
    return { ...divided, frame: new Set([...divided.frame, ...headers]) };
  }
  const depths = depthsOf(lines);
  const filled = depths.filter((depth) => depth >= 0).length;
  const indented = depths.filter((depth) => depth > 0).length;
  return indented >= MIN_INDENTED * filled ? byBlocks('code', lines, depths) : byLines(lines);
}

function byBlocks(kind: 'code' | 'diff', lines: readonly string[], depths: readonly number[]): DividedText {
  const atoms = atomsOf(lines, false);
  return { kind, atoms, ...blocksOf(lines.slice(0, atoms.length), depths.slice(0, atoms.length)) };
}

function byLines(lines: readonly string[]): DividedText {
  const atoms = atomsOf(lines, true);
  const frame = new Set<number>();
  const passages: { from: number; to: number }[] = [];
  atoms.forEach(({ line, isSentence }, at) => {
    const said = lines[line]!;
    if (!isSentence && HEADING.test(said)) frame.add(at);
    const last = passages.at(-1);
    const joins = !isSentence && line > 0 && (said.trim() === '' || goesOn(lines[line - 1]!, said));
    if (last && joins && at - last.from < MOST_WRAPPED) last.to = at + 1;
    else passages.push({ from: at, to: at + 1 });
  });
  return { kind: 'lines', atoms, passages, frame };
}

/** Whether a line goes on with the sentence of the line before, as in text that is wrapped at a width. */
function goesOn(before: string, line: string): boolean {
  return before.length >= WRAPPED && /[\p{L},]$/u.test(before) && /^ {0,3}\p{Ll}+[,.;:]? \p{L}/u.test(line);
}
