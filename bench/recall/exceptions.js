/**
 * Disagreements that were looked at and in which the oracle is wrong, or means what no reader would look for.
 * @typedef {object} Exception
 * @property {readonly string[]} [languages] all of them if absent
 * @property {string} reason
 * @property {(fault: import('./judge.js').Fault, lines: readonly string[]) => boolean} covers
 */

/** @type {readonly Exception[]} */
const exceptions = [
  {
    reason:
      'a comment that ends a body and is indented like it is shown with it; the oracle sees no comments',
    covers: ({ problem, line, endLine, found }, lines) =>
      problem === 'end' &&
      endLine !== undefined &&
      found.some((span) => {
        const more = lines.slice(endLine, span.endLine).filter((text) => text.trim() !== '');
        const own = indentOf(lines[line - 1] ?? '');
        return more.length > 0 && more.every((text) => isComment(text) && indentOf(text) > own);
      }),
  },
  {
    languages: ['go'],
    reason: '`_`, the name of what nobody can refer to',
    covers: ({ problem, name }) => problem === 'missing' && name === '_',
  },
  {
    languages: ['go'],
    reason: 'a name in a function literal, which ctags takes for one at the top',
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' &&
      (kind === 'func'
        ? !sourceOf(lines, line).startsWith('func ')
        : sourceOf(lines, line).startsWith(`${name}.`)),
  },
  {
    languages: ['rust'],
    reason: "the type of `NAME: &'static TYPE`, which ctags takes for the name",
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' &&
      kind === 'variable' &&
      new RegExp(`: &'static [^=]*\\b${name}\\b`).test(sourceOf(lines, line)),
  },
  {
    languages: ['java'],
    reason: 'the `true` or `false` of `default true`, which ctags takes for a field',
    covers: ({ problem, name, line }, lines) =>
      problem === 'missing' && new RegExp(`\\bdefault ${name}\\b`).test(sourceOf(lines, line)),
  },
  {
    languages: ['java'],
    reason: 'an annotation, which ctags takes for the constant below it',
    covers: ({ problem, name, line }, lines) =>
      problem === 'missing' && sourceOf(lines, line).startsWith(`@${name}`),
  },
  {
    languages: ['ruby'],
    reason: 'the object of `def object.name`, which ctags takes for the name',
    covers: ({ problem, name, line }, lines) =>
      problem === 'missing' && sourceOf(lines, line).startsWith(`def ${name}.`),
  },
  {
    languages: ['ruby'],
    reason: 'the class that `===` compares with, which ctags takes for a constant',
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' && kind === 'constant' && sourceOf(lines, line).includes(`${name} ===`),
  },
  {
    languages: ['php'],
    reason: 'a variable in a closure, which ctags takes for a property or a global one',
    covers: ({ problem, kind, line }, lines) =>
      problem === 'missing' &&
      kind === 'variable' &&
      /^\s+(?!var|public|protected|private|static|readonly)\S/.test(lines[line - 1] ?? ''),
  },
  {
    languages: ['bash', 'csharp', 'kotlin', 'powershell'],
    reason: 'what ctags finds in the body of a function, whose scope it does not know or has lost',
    covers: ({ problem, isLocal }) => problem === 'missing' && isLocal === true,
  },
  {
    languages: ['kotlin'],
    reason: 'a property in the header of a class, whose lines the layout does not tell',
    covers: ({ problem, line }, lines) =>
      (problem === 'end' || problem === 'start') &&
      /^(?:[a-z]+ )*(?:class|interface)\b/.test(sourceOf(lines, line)),
  },
  {
    languages: ['kotlin'],
    reason: 'a name in the body of a property of that name',
    covers: ({ problem, line, found }, lines) =>
      problem === 'start' &&
      found.every(({ startLine }) => indentOf(lines[startLine - 1] ?? '') < indentOf(lines[line - 1] ?? '')),
  },
  {
    languages: ['csharp'],
    reason: 'a parameter or a type parameter, which ctags takes for a field or a class',
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' &&
      (kind === 'field' || kind === 'class') &&
      new RegExp(`(?:\\([^()]*\\b${name}\\)|\\bwhere ${name} :)`).test(sourceOf(lines, line)),
  },
  {
    languages: ['bash'],
    reason: '`]]` and the like, which ctags takes for a function',
    covers: ({ problem, name }) => problem === 'missing' && /^\W+$/.test(name),
  },
  {
    languages: ['bash'],
    reason: 'an array, `name=()`, which ctags takes for a function',
    covers: ({ problem, name }) => problem === 'missing' && name.endsWith('='),
  },
  {
    languages: ['makefile'],
    reason: 'a variable of one target, which is no definition of its own',
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' &&
      kind === 'macro' &&
      new RegExp(`^[^=]*:\\s*(?:(?:export|override|private)\\s+)*${name}\\s*[:+?!]*=`).test(
        sourceOf(lines, line),
      ),
  },
  {
    languages: ['protobuf'],
    reason: 'the type of an `optional` field, or a number of `reserved`, which ctags takes for a name',
    covers: ({ problem, name, line }, lines) =>
      problem === 'missing' &&
      new RegExp(`^(?:(?:optional\\s+|\\.)${name}\\b.*=|reserved\\b)`).test(sourceOf(lines, line)),
  },
  {
    languages: ['markdown'],
    reason: 'an item of a list above a rule, which ctags takes for a heading',
    covers: ({ problem, line }, lines) =>
      problem === 'missing' && /^(?:\d+[.)]|[-*+])\s/.test(sourceOf(lines, line)),
  },
  {
    languages: ['markdown'],
    reason: 'a heading with ` #` in it, which ctags takes for its end',
    covers: ({ problem, name, line }, lines) =>
      problem === 'missing' &&
      /^#/.test(sourceOf(lines, line)) &&
      sourceOf(lines, line).includes(`${name} #`),
  },
  {
    languages: ['markdown'],
    reason: 'a line in a fence of four marks, which ctags takes for closed by three',
    covers: ({ problem, line }, lines) =>
      problem === 'missing' &&
      lines.slice(0, line).filter((text) => /^\s*(?:`{4,}|~{4,})/.test(text)).length % 2 === 1,
  },
  {
    languages: ['c', 'cpp'],
    reason: 'an include guard, a macro without a value that is tested for right above',
    covers: ({ problem, kind, name, line }, lines) =>
      problem === 'missing' &&
      kind === 'macro' &&
      sourceOf(lines, line).replace(/^#\s*define\s+|\s*\/[/*].*$/g, '') === name &&
      (/_(?:H|HH|HPP|HXX|INCLUDED)_*$/i.test(name) || isAboveCode(lines.slice(0, line - 1), name)),
  },
  {
    languages: ['c', 'cpp'],
    reason: 'a macro that is called where a declaration may stand, which ctags takes for a function',
    covers: ({ problem, kind, name, scope, line }, lines) =>
      problem === 'missing' &&
      (kind === 'prototype' || kind === 'function') &&
      !scope?.endsWith(name) &&
      isMacroCall(name, sourceOf(lines, line), sourceOf(lines, line - 1)),
  },
  {
    languages: ['c', 'cpp'],
    reason: "a function's head that no body and no `;` follows, but the next definition: no C, it has no end",
    covers: ({ problem, kind, line, endLine }, lines) =>
      problem === 'end' &&
      kind === 'prototype' &&
      lines.slice(line, endLine).some((text) => /^\/\*\[clinic /.test(text)),
  },
  {
    languages: ['c', 'cpp'],
    reason: 'a call in `static_assert`, which ctags takes for a function',
    covers: ({ problem, kind, line }, lines) =>
      problem === 'missing' &&
      kind === 'prototype' &&
      /^(?:_S|s)tatic_assert\s*\(/.test(sourceOf(lines, line)),
  },
];

/**
 * Why a fault is none; `undefined` if it is one.
 * @param {string} language
 * @param {import('./judge.js').Fault} fault
 * @param {readonly string[]} lines of the file
 * @returns {string | undefined}
 */
export function exception(language, fault, lines) {
  return exceptions.find(
    ({ languages, covers }) => (languages?.includes(language) ?? true) && covers(fault, lines),
  )?.reason;
}

/**
 * @param {readonly string[]} lines
 * @param {number} line 1-based
 */
function sourceOf(lines, line) {
  return (lines[line - 1] ?? '').trim();
}

/**
 * Whether lines are comments, blank, or the test of a guard.
 * @param {readonly string[]} lines
 * @param {string} name of the guard
 */
function isAboveCode(lines, name) {
  const code = lines
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/^\s*#\s*pragma\b.*$/gm, '')
    .trim();
  return new RegExp(`^#\\s*(?:ifndef\\s+|if\\s*!\\s*defined\\s*\\(?\\s*)${name}\\s*\\)?$`).test(code);
}

/**
 * Whether a line begins with a call and not with the type of a function: nothing stands before it on its line or above
 * but, if its name is that of a macro, other macros.
 * @param {string} name
 * @param {string} source of the line
 * @param {string} above the line above
 */
function isMacroCall(name, source, above) {
  if (/^[A-Z][A-Z\d_]*$/.test(name))
    return new RegExp(`^(?:[A-Z][A-Z\\d_]*(?:\\(.*?\\))?\\s+)*${name}\\s*\\(`).test(source);
  return source.replace(/\s/g, '').startsWith(`${name}(`) && /^$|[;}:]$|^#|\*\/$|^\/\//.test(above);
}

/** @param {string} text */
function isComment(text) {
  return /^\s*(?:#|\/\/|\/\*|\*)/.test(text);
}

/** @param {string} text */
function indentOf(text) {
  return text.length - text.trimStart().length;
}
