/** What exports a record, as in `class API Name {`: read as it is, that is a function of the type `API`. */
const EXPORTS =
  /\b(?:class|struct|union|enum)[ \t]+((?:[A-Z][A-Z\d_]+(?:\([^()\n]*\))?[ \t]+){1,3})(?=(?!final\b)\w+(?:<[^;{}]{0,200}>)?(?:[ \t]+final)?\s*(?:\{|:(?!:)[^;{}]{0,400}\{))/g;

/** A text of the same length and lines, without the macros between the keyword and the name of a record. Linear. */
export function withoutExports(source: string): string {
  return source.replace(EXPORTS, (match: string, macros: string) =>
    match.replace(macros, ' '.repeat(macros.length)),
  );
}

/**
 * Macros that no grammar can know for what they are, by the habit of writing them in capitals: alone on a line
 * (`Q_OBJECT`, `BEGIN_NAMESPACE`), between a keyword and a name (`class API Name`), or before a declaration
 * (`API int f()`).
 */
const MACROS: readonly RegExp[] = [
  /^[ \t]*([A-Z][A-Z\d]*_[A-Z\d_]*(?:[ \t]*\((?:[^()\n]|\([^()\n]*\))*\))?)[ \t]*;?[ \t]*(?:\/\/[^\r\n]*)?\r?$/gm,
  // what Qt adds to `public:` and its like
  /^[ \t]*((?:signals|Q_SIGNALS)[ \t]*:)(?!:)/gm,
  /^[ \t]*(?:public|protected|private)[ \t]+(slots|Q_SLOTS)(?=[ \t]*:)/gm,
  /\b(?:class|struct|union|enum|namespace)[ \t]+([A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=[ \t]+\w)/g,
  /^[ \t]*(?:template[ \t]*<[^\n]*>[ \t]*)?(?:[a-z_]\w*[ \t]+){0,4}((?:[A-Z][A-Z\d]*_[A-Z\d_]*[ \t]+){0,3}[A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=[ \t]+(?:[\w:<>,]+[\s*&]+(?:~?[\w:]+|operator[^\w\s(]+)|~?\w+)[ \t]*[(;={])/gm,
  /\)[ \t]*(?:const\b[ \t]*)?(?:\r?\n[ \t]+)?([A-Z][A-Z\d]*_[A-Z\d_]*(?:\([^()\n]*\))?)(?=\s*[{;])/g,
];

/** A condition on template parameters, such as `API_ENABLE_IF(is_int<T>)`: read as a parameter. */
const CONDITION =
  /([,<]\s*)([A-Z][A-Z\d]*_[A-Z\d_]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,400}\))(?=\s*[,>])/g;

/** A text of the same length and lines, without what looks like such macros. Linear. */
export function withoutMacros(source: string): string {
  const plain = MACROS.reduce(
    (text, macro) =>
      text.replace(macro, (match: string, name: string, at: number) =>
        isContinued(text, at) ? match : match.replace(name, ' '.repeat(name.length)),
      ),
    withoutExports(source),
  );
  return plain.replace(
    CONDITION,
    (_, before: string, macro: string) => `${before}int${macro.slice(3).replace(/[^\r\n]/g, ' ')}`,
  );
}

/** What stands for `private:`, such as `PRIVATE_BUT_FOR_TESTS:`. */
const ACCESS = /^[ \t]*([A-Z][A-Z\d]*_[A-Z\d_]*[ \t]*:)[ \t]*\r?$/gm;

/** A text of the same length and lines, without what looks like a macro for an access specifier. Linear. */
export function withoutAccess(source: string): string {
  return source.replace(ACCESS, (match: string, macro: string) =>
    match.replace(macro, ' '.repeat(macro.length)),
  );
}

/** What opens a type, or a condition, that is computed from an expression. */
const COMPUTED = /\b(?:decltype|noexcept)[ \t]*\(/g;
/** UTF-16 units that such an expression may have. */
const EXPRESSION_LIMIT = 1_000;

/**
 * A text of the same length and lines, with `int` for every `decltype(…)` and nothing for what `noexcept(…)` depends on:
 * the grammar knows no commas in them. Linear.
 */
export function withoutComputedTypes(source: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { 0: opening, index } of source.matchAll(COMPUTED)) {
    const end = index < copied ? undefined : closingOf(source, index + opening.length);
    if (end === undefined) continue;
    const said = opening.startsWith('decltype') ? 'int' : 'noexcept';
    const blank = source.slice(index + said.length, end).replace(/[^\r\n]/g, ' ');
    parts.push(source.slice(copied, index), said, blank);
    copied = end;
  }
  return parts.join('') + source.slice(copied);
}

/** The offset after the bracket that closes what is open at an offset; `undefined` if it is too far away. */
function closingOf(source: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < Math.min(source.length, from + EXPRESSION_LIMIT); at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** UTF-16 units before a macro that are looked at. */
const LOOK_BACK = 200;

/**
 * Whether what stands at an offset goes on with what is before it: the next item of a list, a value, the last constant of
 * an enum, or a further line of a `#define`.
 */
function isContinued(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  return /[,=|+(]\s*(?:\/\/[^\r\n]*\r?\n\s*)*$/.test(before) || /\\\r?\n$/.test(before);
}
