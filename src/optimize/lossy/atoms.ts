/** A line with its end, or a sentence of a long line with the blanks behind it: what is shown or left out as a whole. */
export interface Atom {
  /** Where it stands in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The number of its line, from 0. */
  readonly line: number;
  /** Whether it is only a part of its line. */
  readonly isSentence: boolean;
  readonly isBlank: boolean;
}

/** Letters from which a line is divided into its sentences. */
const LONG_LINE = 300;
const SENTENCE_END = /[.!?]["')\]]*[ \t]+|[。！？]/g;

/** All of a text in its lines, none of them empty but for its end; long ones in their sentences if asked. Linear. */
export function atomsOf(lines: readonly string[], bySentence: boolean): readonly Atom[] {
  const atoms: Atom[] = [];
  let start = 0;
  lines.forEach((line, number) => {
    const end = start + line.length + (number < lines.length - 1 ? 1 : 0);
    const stops = bySentence && line.length >= LONG_LINE ? sentenceEnds(line) : [];
    const isSentence = stops.length > 0;
    let from = start;
    for (const to of [...stops.map((stop) => start + stop), end]) {
      if (from === to) continue;
      const isBlank = !isSentence && line.trim() === '';
      atoms.push({ start: from, end: to, line: number, isSentence, isBlank });
      from = to;
    }
    start = end;
  });
  return atoms;
}

/** Ends of all sentences but the last, counted from the line's beginning. */
function sentenceEnds(line: string): readonly number[] {
  const ends = Array.from(line.matchAll(SENTENCE_END), (match) => match.index + match[0].length);
  return ends.filter((end) => end < line.length);
}
