/** UTF-16 units behind its parenthesis within which the arguments of an annotation have to end. */
const ARGUMENTS_LIMIT = 1_000;

/** Modifiers that the grammar may take for names, as in the expression `actual class`. */
const MODIFIERS =
  /^[ \t]*(?:@?[\w.:]+[ \t]+){1,8}(?=(?:class|interface|object|fun|val|var|typealias|constructor)\b)/gm;

/** An annotation of an accessor. */
const ACCESSOR =
  /@[\w.:]+(?=[ \t]*(?:\r?\n[ \t]*)?(?:(?:private|internal|protected|public|inline)[ \t]+)?[gs]et[ \t]*\()/g;

/** Annotations of a declaration, which the grammar may take for those of an expression. */
const ANNOTATIONS =
  /^[ \t]*(?:@(?!file:)[\w.:]+\s*){1,20}(?=(?:[a-z]+[ \t]+){0,6}(?:class|interface|object|fun|val|var|typealias|constructor)\b)/gm;
/** A modifier that is never anything else to the grammar. */
const MODIFIER = 'final';

/** A constructor that stands on the line below the name of its class. */
const CONSTRUCTOR =
  /(\bclass[ \t]+\w+(?:<[^<>\n]*>)?)[ \t]*(\r?\n)([ \t]*(?:(?:internal|private|public|protected|@\w+)[ \t]+)*constructor[ \t]*\()/g;

/**
 * A text of the same length and lines that tree-sitter-kotlin 1.1 reads as what it is: with plain modifiers for the
 * annotations and modifiers that it takes for expressions. Linear.
 */
export function plainKotlin(source: string): string {
  return withoutArguments(source)
    .replace(MODIFIERS, (words) => words.replace(/\b(?:actual|expect|annotation)\b/g, blank))
    .replace(ACCESSOR, blank)
    .replace(ANNOTATIONS, (all) => all.replace(/@[\w.:]{4,}/g, (one) => MODIFIER.padEnd(one.length)))
    .replace(CONSTRUCTOR, (whole: string, name: string) => `${name}(\n`.padEnd(whole.length));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function withoutArguments(source: string): string {
  const parts: string[] = [];
  const annotation = /@[A-Za-z_][\w.:]*\(/g;
  let from = 0;
  for (let match = annotation.exec(source); match; match = annotation.exec(source)) {
    const open = match.index + match[0].length - 1;
    const end = closingOf(source, open);
    if (end === undefined) continue;
    parts.push(source.slice(from, open), blank(source.slice(open, end)));
    from = end;
    annotation.lastIndex = end;
  }
  return parts.length === 0 ? source : parts.join('') + source.slice(from);
}

/** Behind the parenthesis that closes one; `undefined` if there is none within the limit. */
function closingOf(source: string, open: number): number | undefined {
  let depth = 0;
  const limit = Math.min(source.length, open + ARGUMENTS_LIMIT);
  for (let at = open; at < limit; at++) {
    const char = source[at];
    if (char === '(') depth++;
    else if (char === ')') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (char === '"') at = endOfString(source, at, limit);
  }
  return undefined;
}

/** Where the quote stands that closes a string on one line. */
function endOfString(source: string, open: number, limit: number): number {
  for (let at = open + 1; at < limit; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"') return at;
    else if (source[at] === '\n') break;
  }
  return open;
}
