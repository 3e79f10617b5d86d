/** A sentence of prose and where it stands in its text, in UTF-16 code units. */
export interface ProseSentence {
  /** With single spaces for its line ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The number of its paragraph in the text, from 0. */
  readonly paragraph: number;
  /** Its paragraph's first 2,000 letters. */
  readonly surroundings: string;
  /** The line over its paragraph that is a heading, or `''`. */
  readonly heading: string;
}

/** Letters of a line by which it is judged, and of a paragraph that are its surroundings. */
const MOST = 2000;
/** A line that stands alone. */
const HEADING = /^\S.{2,70}[^.,;:!?]$/;
const WHOLE_SENTENCE = /^\s*["“(`]?[\p{Lu}`].*[.!?]["”)`]?\s*$/u;
/** Code, tables, quotations of code, data, logs, diffs and what ctxopt wrote. */
const NOT_PROSE =
  /^(?: {4}|\t)|^\s{0,3}(?:[|{}[\]<>@$%\\]|[-+=~*_#]{2,}|[+-]\S|…)|\[ctxopt: |\d:\d\d:\d\d|^\s*\[?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b|[;{}]\s*$|=>|\s\|\s|"\s*:|\s{3,}\S/;
const LIST_ITEM = /^\s{0,12}(?:[-*+•]|\d{1,3}[.)]) /;
const FENCE = /^\s*(?:```|~~~)/;
/** A sentence's end: not behind an abbreviation or a single letter. */
const END =
  /(?<!\b(?:e\.g|i\.e|etc|vs|cf|approx|Dr|Mr|Mrs|St|No|Fig|[A-Za-z]))[.!?]["”)\]`]?(?=\s+["“(`]?[\p{Lu}\d`]|\s*$)/gu;

/**
 * The sentences of the prose in a text, in order. What is code, a table, data, a log, a heading or a list of names has none. A
 * paragraph is what stands between blank lines; each item of a list is one. Linear in the length of the text.
 */
export function proseSentences(text: string): readonly ProseSentence[] {
  const found: ProseSentence[] = [];
  let block: Line[] = [];
  let heading = '';
  let fenced = false;
  let paragraph = 0;
  const close = () => {
    if (block.length === 1 && HEADING.test(block[0]!.text)) heading = block[0]!.text;
    else if (block.length > 0 && !isListOfLines(block)) appendSentences(found, block, heading, paragraph++);
    block = [];
  };
  for (const line of linesOf(text)) {
    const said = line.text;
    if (FENCE.test(said)) {
      close();
      fenced = !fenced;
    } else if (fenced || said.length > MOST * 4 || NOT_PROSE.test(said.slice(0, MOST))) close();
    else if (said.trim() === '') close();
    else if (/^#{1,6} /.test(said)) {
      close();
      heading = said.slice(0, MOST);
    } else {
      if (LIST_ITEM.test(said)) close();
      block.push(line);
    }
  }
  close();
  return found;
}

/** Whether each line says all of something, as in a log: prose breaks its lines anywhere. */
function isListOfLines(block: readonly Line[]): boolean {
  return block.length > 1 && block.every(({ text }) => WHOLE_SENTENCE.test(text));
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function* linesOf(text: string): Iterable<Line> {
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const stop = text[end - 1] === '\r' && end > start ? end - 1 : end;
    yield { text: text.slice(start, stop), start };
    start = end + 1;
  }
}

function appendSentences(
  found: ProseSentence[],
  block: readonly Line[],
  heading: string,
  paragraph: number,
): void {
  const first = block[0]!;
  // Line ends become as many blanks, so that places in the body are places in the text.
  const body = block
    .map(({ text, start }, at) => text.padEnd((block[at + 1]?.start ?? start) - start, ' '))
    .join('');
  const mark = LIST_ITEM.exec(first.text)?.[0].length ?? 0;
  const surroundings = body.slice(0, MOST);
  let from = mark;
  for (const match of body.matchAll(END)) {
    const end = match.index + match[0].length;
    const start = from + (/^\s*/.exec(body.slice(from, from + MOST))?.[0].length ?? 0);
    from = end;
    const text = body.slice(start, end).replace(/\s+/g, ' ');
    if (!/^["“(`]?[\p{Lu}`]/u.test(text)) continue;
    found.push({
      text,
      start: first.start + start,
      end: first.start + end,
      paragraph,
      surroundings,
      heading,
    });
  }
}
