/**
 * What a log line has in common with the other lines that the same statement printed: numbers, timestamps, hashes
 * and ids become `#`, runs of blanks one blank; the words stay. Lines of one template differ in no word. The masking
 * step of Drain (P. He et al., "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017) without its
 * wildcards for words. Linear in the length of the line.
 */
export function lineTemplate(line: string): string {
  return line
    .replace(UUID, '#')
    .replace(NUMBER, '#')
    .replace(NUMBERED, maskWord)
    .replace(JOINED, '#')
    .replace(BLANKS, ' ');
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const NUMBER = /(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])/g;
/** Letters and digits with a digit among them. Begins nowhere inside a word, so linear. */
const NUMBERED = /(?<![A-Za-z0-9])[A-Za-z]*\d[A-Za-z0-9]*/g;
const JOINED = /#(?:[.,:]#)+/g;
const BLANKS = /[ \t]{2,}|\t/g;
const DIGITS = /\d+/g;
const HASH = /^[0-9a-f]{6,}$/i;

/** `worker12` → `worker#`; a hash or a word with digits in several places, such as `7f3a2c` or `01T10`, is all id. */
function maskWord(word: string): string {
  const masked = word.replace(DIGITS, '#');
  const several = masked.indexOf('#') !== masked.lastIndexOf('#');
  return several || HASH.test(word) ? '#' : masked;
}
