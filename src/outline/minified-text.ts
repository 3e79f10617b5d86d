/** UTF-16 units from which a line may be minified code. */
const MIN_LINE = 1_000;
/** Of a line's characters, at most: code that a person wrote has 15 % and more. */
const MAX_BLANKS = 0.1;
/** Of a line's characters, at least: prose and encoded data stay below. */
const MIN_PUNCTUATION = 0.1;
/** UTF-16 units of a line that are looked at. */
const SAMPLE = 20_000;

const PUNCTUATION = new Set('(){}[];,=.:?!&|<>');

/** Whether most of a text is in long lines with hardly a blank. Linear. */
export function isMinified(text: string): boolean {
  let minified = 0;
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from);
    const end = feed === -1 ? text.length : feed;
    if (end - from >= MIN_LINE && isDense(text, from, Math.min(end, from + SAMPLE))) minified += end - from;
    from = end + 1;
  }
  return minified * 2 > text.length;
}

/** UTF-16 units from which a text that is hardly broken into lines has no use for an outline by lines. */
const UNBROKEN = 100_000;
/** Lines that such a text may have besides: a banner, the name of a source map. */
const SHORT_LINES = 5;

/** Semicolons from which a line is no single definition, whose outline would show it. */
const STATEMENTS = 1_000;

/** Whether all of a large text but a few lines is many statements in long lines, however many blanks those have. Linear. */
export function isUnbroken(text: string): boolean {
  if (text.length < UNBROKEN) return false;
  let short = 0;
  for (let from = 0; from < text.length && short <= SHORT_LINES; ) {
    const feed = text.indexOf('\n', from);
    const end = feed === -1 ? text.length : feed;
    if (end - from < MIN_LINE) short++;
    from = end + 1;
  }
  return short <= SHORT_LINES && text.split(';', STATEMENTS).length === STATEMENTS;
}

function isDense(text: string, from: number, to: number): boolean {
  let blanks = 0;
  let punctuation = 0;
  for (let at = from; at < to; at++) {
    const character = text[at]!;
    if (character === ' ' || character === '\t') blanks++;
    else if (PUNCTUATION.has(character)) punctuation++;
  }
  return blanks <= MAX_BLANKS * (to - from) && punctuation >= MIN_PUNCTUATION * (to - from);
}

const BANNER_LIMIT = 120;

/** The beginning of a text, as one line of at most 120 UTF-16 units. */
export function headOf(text: string): string {
  return text.slice(0, BANNER_LIMIT).replace(/\s+/g, ' ').trim();
}

/** The first line of the comment at the very top that says something, cut to 120 UTF-16 units. */
export function bannerOf(text: string): string | undefined {
  const head = text
    .slice(0, 2_000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!head.startsWith('/*') && !head.startsWith('//')) return undefined;
  const end = head.startsWith('//') ? head.search(/\n(?!\/\/)/) : head.indexOf('*/');
  const comment = end === -1 ? head : head.slice(0, end);
  const lines = comment.split('\n').map((line) => line.trim().replace(/^(?:\/\*+!?|\/\/+!?|\*+)\s*/, ''));
  return lines.find((line) => /[\p{L}]/u.test(line))?.slice(0, BANNER_LIMIT);
}
