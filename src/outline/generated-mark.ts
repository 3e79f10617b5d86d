/** Comment lines, from the top, in which a mark counts: further below, a file speaks of others. */
const COMMENT_LINES = 5;
/** Lines, from the top, that are looked at: code may stand between the comments. */
const LINES = 30;
const LINE_LIMIT = 300;
const MARK_LIMIT = 120;

/** Ways in which programs mark what they write, from the beginning of a comment's line: a mark further on is spoken of. */
const MARKS: readonly RegExp[] = [
  /^@(?:partially-|auto-?)?generated\b/i,
  /^code generated\b.*\bdo not edit\b/i,
  /^<auto-?generated\b/i,
  /^auto(?:matically)?[ -]?generated(?:\s+(?:by|from|with|using|via|on|at|file|code)\b|\s*$|[.,:;!])/i,
  /^this (?:file|code|class|module|source|document) (?:is|was|has been)(?: (?:an?|automatically|machine|programmatically|partially|entirely))*[ -](?:auto-?|@)?generated\b/i,
  /^this is an? (?:automatically |machine[ -])?(?:auto-?)?generated (?:file|code|source|module)\b/i,
  /^generated (?:by|with|from|automatically)\b/i,
  /^(?:warning: )?do not (?:edit|modify|change|touch)\b.*\bgenerated\b/i,
];

const OPENING = /^(?:\/\/+!?|#+!?|--+|;+|%+|<!--|\/\*+!?|\*+(?!\/)|"{3}|'{3}|\(\*|\{-)\s*/;
const CLOSING = /\s*(?:\*\/|-->|"{3}|\*\)|-\})$/;

/** The comment line by which a program says that it wrote the file; `undefined` if there is none. */
export function generatedMark(text: string): string | undefined {
  let from = text.startsWith('\uFEFF') ? 1 : 0;
  let comments = 0;
  let inBlock = false;
  for (let line = 0; line < LINES && from < text.length && comments < COMMENT_LINES; line++) {
    const feed = text.indexOf('\n', from);
    const end = feed === -1 ? text.length : feed;
    const written = text.slice(from, Math.min(end, from + LINE_LIMIT)).trim();
    from = end + 1;
    const comment =
      OPENING.test(written) || inBlock ? written.replace(OPENING, '').replace(CLOSING, '') : undefined;
    inBlock = opensBlock(written, inBlock);
    if (comment === undefined || comment === '' || /^[-=*#~_]+$/.test(comment)) continue;
    comments++;
    if (MARKS.some((mark) => mark.test(comment)))
      return comment.length > MARK_LIMIT ? `${comment.slice(0, MARK_LIMIT)}…` : comment;
  }
  return undefined;
}

function opensBlock(line: string, inBlock: boolean): boolean {
  const opened = Math.max(line.lastIndexOf('/*'), line.lastIndexOf('<!--'));
  const closed = Math.max(line.lastIndexOf('*/'), line.lastIndexOf('-->'));
  return opened === closed ? inBlock : opened > closed;
}
