/** Characters from which a line may be minified code. */
const MIN_LENGTH = 1000;
/** Of a line's characters, at most: code that a person wrote has 15 % and more. */
const MAX_SPACES = 0.1;
/** Of a line's characters, at least: prose and encoded data stay below. */
const MIN_PUNCTUATION = 0.1;

/** The lines of a text that are minified code (scripts, styles, markup), joined; JSON is not meant. Linear. */
export function minifiedLines(text: string): string {
  if (text.length < MIN_LENGTH) return '';
  return text.split('\n').filter(isMinified).join('\n');
}

function isMinified(line: string): boolean {
  if (line.length < MIN_LENGTH || /^\s*(?:\d+[→\t:])?\s*[[{]"/.test(line.slice(0, 64))) return false;
  let [spaces, punctuation] = [0, 0];
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]!;
    if (char === ' ' || char === '\t') spaces += 1;
    else if ('(){}[];,=.:?!&|<>'.includes(char)) punctuation += 1;
  }
  return spaces <= MAX_SPACES * line.length && punctuation >= MIN_PUNCTUATION * line.length;
}
