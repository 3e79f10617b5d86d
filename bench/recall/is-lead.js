/** Kinds whose own braces may stand before their name: `typedef struct { … } name;`. */
const NAMED_LAST = new Set(['typedef', 'variable', 'externvar', 'member', 'field']);

/**
 * Whether lines up to the one with a definition's name belong to it and to nothing before it: attributes, modifiers, a
 * return type. No statement ends in them, and they begin with neither a comment nor a blank line.
 * @param {readonly string[]} lines the last of them has the name
 * @param {string} kind
 */
export function isLead(lines, kind) {
  if (lines.length === 0) return false;
  if (lines.length === 1) return true;
  if (/^\s*(?:$|\/[/*]|\*|--|"""|#(?!\[|if|\s*define))/.test(lines[0] ?? '')) return false;
  const code = withoutBrackets(lines.slice(0, -1).map(withoutText), NAMED_LAST.has(kind));
  return !/[;{}]/.test(code);
}

/** @param {string} line */
function withoutText(line) {
  return line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'/g, '').replace(/\/\/.*$|\/\*.*?\*\//, '');
}

/**
 * What stands outside of all brackets. Braces count as brackets within others, and by themselves only `withBraces`.
 * @param {readonly string[]} lines
 * @param {boolean} withBraces
 */
function withoutBrackets(lines, withBraces) {
  let depth = 0;
  let outside = '';
  for (const character of lines.join('\n')) {
    const counts = withBraces || depth > 0 || !/[{}]/.test(character);
    if (counts && /[([{]/.test(character)) depth += 1;
    else if (counts && /[)\]}]/.test(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0) outside += character;
  }
  return withBraces && depth > 0 ? outside.replace(/[;{}]/g, '') : outside;
}
