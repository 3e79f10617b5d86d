/**
 * What texts say about each other. In code: a comment and the code below it. In prose: a heading and its section, a
 * sentence and the next, a paragraph and the code sample below it. These pairs teach the model which words mean the
 * same; the rest of a text only teaches which words occur together.
 */

const COMMENT_LINE =
  /^\s*(?:\/\/+!?|#(?!include|define|if|endif|else|elif|ifdef|ifndef|pragma|undef|error|import|!))\s?/;
const MOST_LINES = 40;
const LEAST_LETTERS = 15;
/** Comments to lawyers and to linters. */
const NO_COMMENT = /copyright|licen[cs]e|eslint-|@ts-|prettier-ignore|istanbul/i;

/** Pairs of [comment, code] in a file whose comments are those of C, of shells, or Python's docstrings; in their order. */
export function* codePairs(text) {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; ) {
    const comment = commentAt(lines, at) ?? docstringAt(lines, at);
    if (!comment) {
      at++;
      continue;
    }
    const summary = summaryOf(comment.text);
    const code = codeFrom(lines, comment.codeAt, comment.before);
    if (summary.length >= LEAST_LETTERS && code && !NO_COMMENT.test(summary)) yield [summary, code];
    at = comment.end;
  }
}

/** Pairs of [text, text] in a Markdown document, in their order. */
export function* prosePairs(text) {
  let headings = [];
  let previous = '';
  for (const block of markdownBlocks(text)) {
    if (block.kind === 'heading') {
      headings = [...headings.slice(0, block.level - 1), block.text];
      previous = '';
    } else if (block.kind === 'code') {
      if (previous) yield [previous, block.text];
    } else {
      if (!previous && headings.length > 0) yield [headings.join(' '), block.text];
      else if (previous) yield [previous, block.text];
      yield* sentencePairs(block.text);
      previous = block.text;
    }
  }
}

/** Each sentence with the next one, of a paragraph or a doc comment. */
export function* sentencePairs(text) {
  const sentences = sentencesOf(text);
  for (let k = 1; k < sentences.length; k++) yield [sentences[k - 1], sentences[k]];
}

/** A comment as prose: without its marks, tags and links, in one line. */
export function proseOf(comment) {
  return comment
    .replace(/\{@\w+\s+([^}]*)\}/g, '$1')
    .replace(/<[^<>\n]{1,200}>/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The part of a doc comment before its first tag. */
function summaryOf(comment) {
  const tag = /(?:^|\n)\s*(?:@(?!link)|:param|Args:|Returns:|Examples?:?\n|#+ Example|```)/.exec(comment);
  return proseOf(tag ? comment.slice(0, tag.index) : comment);
}

function sentencesOf(text) {
  return text
    .split(/(?<=[a-z\d)`][.!?:])\s+(?=[A-Z`])/)
    .filter((sentence) => sentence.length >= LEAST_LETTERS);
}

/** The block comment, or the run of line comments, that starts at a line. */
function commentAt(lines, at) {
  const first = lines[at].trimStart();
  if (first.startsWith('/*')) {
    let end = at;
    while (end < lines.length && !lines[end].includes('*/')) end++;
    const text = lines
      .slice(at, end + 1)
      .map((line) => line.replace(/^\s*(?:\/\*+!?|\*(?!\/))?\s?/, '').replace(/\*+\/.*$/, ''))
      .join('\n');
    return { text, end: end + 1, codeAt: end + 1, before: '' };
  }
  let end = at;
  while (end < lines.length && COMMENT_LINE.test(lines[end])) end++;
  if (end === at) return undefined;
  const text = lines
    .slice(at, end)
    .map((line) => line.replace(COMMENT_LINE, ''))
    .join('\n');
  return { text, end, codeAt: end, before: '' };
}

/** A Python docstring: its code is the definition above it and the body below. */
function docstringAt(lines, at) {
  const open = /^\s*[rRuU]?("""|''')/.exec(lines[at]);
  if (!open || at === 0 || !/:\s*$/.test(lines[at - 1])) return undefined;
  const mark = open[1];
  let end = at;
  const rest = lines[at].slice(open[0].length);
  if (!rest.includes(mark))
    do end++;
    while (end < lines.length && !lines[end].includes(mark));
  if (end >= lines.length) return undefined;
  const text = [rest, ...lines.slice(at + 1, end + 1)].join('\n').replaceAll(mark, '');
  return { text, end: end + 1, codeAt: end + 1, before: lines[at - 1] };
}

/** The code from a line on, as far as it is one piece: up to a blank line, a comment or a dedent on its own level. */
function codeFrom(lines, start, before) {
  if (start >= lines.length || lines[start].trim() === '') return before;
  const level = indentation(lines[start]);
  let end = start + 1;
  while (end < lines.length && end - start < MOST_LINES) {
    const line = lines[end];
    if (line.trim() === '') {
      if (end + 1 >= lines.length || indentation(lines[end + 1]) <= level) break;
    } else if (indentation(line) < level) break;
    else if (indentation(line) === level && /^\s*(?:\/\*|\/\/|#\s)/.test(line)) break;
    end++;
  }
  const code = lines.slice(start, end).join('\n');
  return before ? `${before}\n${code}` : code;
}

function indentation(line) {
  return line.length - line.trimStart().length;
}

function* markdownBlocks(text) {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)/.exec(line);
    if (heading) yield { kind: 'heading', level: heading[1].length, text: proseOf(heading[2]) };
    else if (/^\s*```/.test(line)) {
      const start = ++at;
      while (at < lines.length && !/^\s*```/.test(lines[at])) at++;
      yield { kind: 'code', text: lines.slice(start, Math.min(at, start + MOST_LINES)).join('\n') };
    } else if (/[A-Za-z]{2}/.test(line) && !/^\s*[|<]/.test(line)) {
      const start = at;
      while (
        at + 1 < lines.length &&
        /^\s*[A-Za-z`*(]/.test(lines[at + 1]) &&
        !/^\s*[*-] /.test(lines[at + 1])
      )
        at++;
      const paragraph = proseOf(
        lines
          .slice(start, at + 1)
          .join('\n')
          .replace(/\]\([^)\n]*\)/g, ']'),
      );
      if (paragraph.length >= LEAST_LETTERS) yield { kind: 'paragraph', text: paragraph };
    }
  }
}
