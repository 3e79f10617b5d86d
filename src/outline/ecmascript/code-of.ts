/** What comments are made of in code: white space, but told from that around it. */
export const BLANK = '\v';

const REGEX_LIMIT = 1_000;
/** After these words a `/` begins a regular expression; after any other, or a closing bracket, it divides. */
const BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|instanceof|yield|await)$/;

/**
 * The text with everything that is not code blanked, offset for offset: comments become `BLANK`s (their line feeds stay),
 * the insides of strings, templates and regular expressions underscores. Brackets and words in it are real ones.
 * Linear; an unterminated string, template or regular expression is taken for what its first character is.
 */
export function codeOf(text: string): string {
  const out: string[] = [];
  /** For each template that is open around here, the depth of braces in its `${ … }`. */
  const templates: { readonly at: number; readonly chunks: number; depth: number }[] = [];
  let templateLimit = Number.POSITIVE_INFINITY;
  let copied = 0;
  let at = 0;
  const blank = (from: number, to: number, filler: (part: string) => string) => {
    out.push(text.slice(copied, from), filler(text.slice(from, to)));
    copied = at = to;
  };
  while (at < text.length) {
    const char = text[at];
    if (char === '/' && text[at + 1] === '/') blank(at, endOr(text, '\n', at), blanks);
    else if (char === '/' && text[at + 1] === '*') blank(at, endOr(text, '*/', at + 2, 2), blanks);
    else if (char === '/') {
      const end = regexEnd(text, at);
      if (end === undefined) at++;
      else blank(at + 1, end, underscores);
    } else if (char === "'" || char === '"') {
      const end = quoteEnd(text, at);
      if (end === undefined) at++;
      else {
        blank(at + 1, end, underscores);
        at++;
      }
    } else if (char === '`' && at < templateLimit) {
      templates.push({ at, chunks: out.length, depth: 0 });
      at++;
      skipTemplate();
    } else if (char === '{' && templates.length > 0) {
      templates.at(-1)!.depth++;
      at++;
    } else if (char === '}' && templates.length > 0) {
      if (templates.at(-1)!.depth-- === 0) skipTemplate();
      else at++;
    } else at++;
    if (at >= text.length && templates.length > 0) forgetTemplate();
  }
  out.push(text.slice(copied));
  return out.join('');

  /** To the template's end or its next `${`. */
  function skipTemplate(): void {
    const from = at;
    let end = from;
    while (end < text.length) {
      if (text[end] === '\\') end += 2;
      else if (text[end] === '`') {
        templates.pop();
        blank(from, end, underscores);
        at++;
        return;
      } else if (text[end] === '$' && text[end + 1] === '{') {
        templates.at(-1)!.depth = 0;
        blank(from, end + 2, underscores);
        return;
      } else end++;
    }
    at = text.length;
  }

  /** The outermost open template has no end: reads on behind its backtick, and takes no backtick for one again. */
  function forgetTemplate(): void {
    const { at: start, chunks } = templates[0]!;
    out.length = chunks;
    copied = out.reduce((length, chunk) => length + chunk.length, 0);
    at = start + 1;
    templateLimit = start;
    templates.length = 0;
  }
}

function endOr(text: string, what: string, from: number, length = 0): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found + length;
}

function blanks(part: string): string {
  return part.includes('\n') ? part.replace(/[^\n]/g, BLANK) : BLANK.repeat(part.length);
}

function underscores(part: string): string {
  return '_'.repeat(part.length);
}

/** Where a string closes on its own line (or on one that a backslash continues). */
function quoteEnd(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 2 : 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

/** Where a regular expression that begins here closes; `undefined` if the slash divides. */
function regexEnd(text: string, start: number): number | undefined {
  let before = start - 1;
  while (before >= 0 && start - before < REGEX_LIMIT && /\s/.test(text[before]!)) before--;
  const char = text[before] ?? '';
  if (char === ')' || char === ']') return undefined;
  if (/[\w$]/.test(char) && !BEFORE_REGEX.test(text.slice(Math.max(0, before - 12), before + 1)))
    return undefined;
  let inClass = false;
  for (let at = start + 1; at < text.length && at - start < REGEX_LIMIT && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') inClass = true;
    else if (text[at] === ']') inClass = false;
    else if (text[at] === '/' && !inClass) return at;
  }
  return undefined;
}
