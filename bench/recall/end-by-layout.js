/** Stands at the margin wherever it is. */
const DIRECTIVE = /^\s*#(?:if|ifdef|ifndef|elif|else|endif|region|endregion|pragma|nullable)\b/;

/**
 * The last line of the definition that begins on `line`, as the layout of the code tells: what is indented deeper belongs
 * to it, and so does the closing bracket, or the `end`, at its own indentation. For languages whose oracle knows no ends, and
 * independent of any parser.
 * @param {readonly string[]} lines
 * @param {number} line 1-based
 * @param {readonly string[]} [quotes] of texts that may run over several lines
 * @returns {number | undefined} 1-based; `undefined` if the layout is not regular
 */
export function endByLayout(lines, line, quotes = ['"']) {
  const own = indentOf(lines[line - 1] ?? '');
  let end = line;
  let isClosed = false;
  let depth = 0;
  /** What ends the text of several lines that this line is in. @type {string | undefined} */
  let mark;
  for (let at = line - 1; at < lines.length; at++) {
    const text = lines[at] ?? '';
    if (text.trim() === '' || (!mark && DIRECTIVE.test(text))) continue;
    const indent = indentOf(text);
    const isFirst = at === line - 1;
    if (!mark && !isFirst && (indent < own || (indent === own && (isClosed || !isContinued(text))))) break;
    end = at + 1;
    const wasIn = mark;
    mark = markAfter(text, mark, quotes);
    if (wasIn) continue;
    depth += braces(text);
    isClosed =
      indent === own && depth === 0 && (isFirst ? /\}|;\s*end$/ : /^\s*(?:\}|end\b(?!\s*[=:,(]))/).test(text);
  }
  return depth === 0 && !mark ? end : undefined;
}

/**
 * Whether a line that is indented as the definition's first is a further one of it.
 * @param {string} text
 */
function isContinued(text) {
  return /^\s*(?:[})\]{;]|->|=>|:\s|(?:rescue|ensure)\b|(?:where|else|end)\b(?!\s*[=:,(]))/.test(text);
}

/** @param {string} text */
function indentOf(text) {
  return text.length - text.trimStart().length;
}

/**
 * What will end the text of several lines (quotes, a here-document) that a line leaves open.
 * @param {string} text
 * @param {string | undefined} mark what would end the one that is open before the line
 * @param {readonly string[]} quotes
 */
function markAfter(text, mark, quotes) {
  if (mark && /\w/.test(mark)) return text.trim().replace(/[;,)]+$/, '') === mark ? undefined : mark;
  if (mark) return text.split(mark).length % 2 === 0 ? undefined : mark;
  const here = /<<[<~-]?\s?['"]?([A-Z_]{2,})['"]?\s*(?:[|>;#].*)?$/.exec(text)?.[1];
  const open = codeOf(text);
  return here ?? quotes.find((quote) => open.split(quote).length % 2 === 0);
}

/**
 * Braces that a line opens and does not close.
 * @param {string} text
 */
function braces(text) {
  const code = codeOf(text).replace(/["`].*$/, '');
  return code.split('{').length - code.split('}').length;
}

/**
 * Without texts and comments that end on the line.
 * @param {string} text
 */
function codeOf(text) {
  return text
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|`[^`]*`/g, '')
    .replace(/\/\*.*?\*\//g, '')
    .replace(/\/\/.*$|(?:^|\s)#\s.*$/, '');
}
