/** Names that a language gives what has none, as outlines write them, to how an oracle does. */
const SYNONYMS = new Map([['companion', 'Companion']]);

/**
 * What all spellings of a name have in common, by which a definition and its symbol find each other:
 * - bare or after what it belongs to: `send`, `res.send`, `Response::send`, `Response#send`;
 * - with or without marks that are no part of it: quotes, backticks, brackets, the `$` of a variable, spaces in `operator ()`,
 *   type parameters, arguments.
 * @param {string} name
 */
export function keyOf(name) {
  const key = last(plain(name));
  return SYNONYMS.get(key) ?? key;
}

/**
 * The keys that a name may have with another mark at its end, as methods of Ruby bear them.
 * @param {string} key
 */
export function markedKeys(key) {
  return ['', '?', '!', '='].map((mark) => key.replace(/[?!=]$/, '') + mark);
}

/**
 * Whether a name stands in one of some texts, and not as a part of a longer name.
 * @param {string} name
 * @param {readonly string[]} writings of any length, with any space
 */
export function isQuotedIn(name, ...writings) {
  return writings.some((writing) => {
    const text = writing.replace(/\s+/g, ' ');
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
      if (!/[\w-]/.test(around)) return true;
    }
    return false;
  });
}

/**
 * Whether the lines of a symbol hold every word of its name, in whatever case; of a name without words, all its characters. `default` and
 * `(anonymous)` need not be written there.
 * @param {string} name
 * @param {readonly string[]} lines
 * @param {number} startLine
 * @param {number} endLine
 */
export function isNameIn(name, lines, startLine, endLine) {
  if (name === 'default' || /^\(.*\)$/.test(name)) return true;
  const words = wordsOf(name.toLowerCase());
  const parts = words.length > 0 ? words : [...name.replace(/\s/g, '')];
  const missing = new Set(parts);
  for (let line = startLine; line <= endLine && missing.size > 0; line++) {
    const text = (lines[line - 1] ?? '').toLowerCase();
    for (const part of missing) if (text.includes(part)) missing.delete(part);
  }
  return missing.size === 0;
}

/** @param {string} name */
function plain(name) {
  const isOperator = /\boperator\b/.test(name);
  const bare = isOperator ? name : name.replace(/(?<=\w)\(.*$|[[\]()"'`$]|<[^<>]*>/g, '');
  return bare.replace(/\s+/g, isOperator ? '' : ' ').trim();
}

/**
 * What stands after the last separator.
 * @param {string} name
 */
function last(name) {
  const operator = name.indexOf('operator');
  if (operator >= 0) return name.slice(operator);
  return name.split(/::|->|[.#\\/]/).at(-1) || name;
}

/** @param {string} text */
function wordsOf(text) {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}
