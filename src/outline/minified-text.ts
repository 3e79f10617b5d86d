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
