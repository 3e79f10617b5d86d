const SENTENCE_LIMIT = 160;
/** UTF-16 units of a comment that are looked at. */
const READ_LIMIT = 4_000;

/** Comments for tools, not for readers. */
const DIRECTIVE =
  /^(?:eslint|biome|prettier|tslint|jshint|jslint|globals? |istanbul|c8|v8|webpack|#?(?:end)?region\b|@ts-|@license|@preserve|@vite|[@#]__|# ?sourceMappingURL|<reference|TODO\b|FIXME\b|!\/|-\*-|vim:|rubocop:|:nodoc:|frozen_string_literal:|(?:en)?coding:|typed:|shellcheck |bats test|phpcs:|phpstan-|psalm-|resharper |pragma |\{@inheritdoc\}|requires -)/i;
const SENTENCE_END = /[.!?](?=\s|$)/;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)\.$/i;
const DESCRIPTION = /^@(?:description|desc|summary|file|fileoverview)\s+/;

/**
 * The first sentence of a doc comment on one line, at most 160 characters; `undefined` if it says nothing to a reader.
 * @param comment one block comment, or a run of line comments, with their delimiters
 */
export function firstSentence(comment: string): string | undefined {
  let said = '';
  const end = Math.min(comment.length, READ_LIMIT);
  for (let from = 0, to = 0; from < end; from = to + 1) {
    to = comment.indexOf('\n', from);
    if (to === -1 || to > end) to = end;
    const text = plainLine(comment.slice(from, to));
    if (said === '') {
      if (text === '' || SECTION.test(text)) continue;
      if (DIRECTIVE.test(text)) return undefined;
      said = text.replace(DESCRIPTION, '');
      if (isTag(said) && !said.startsWith('@deprecated')) return undefined;
    } else {
      if (text === '' || isTag(text) || SECTION.test(text)) break;
      said += ` ${text}`;
    }
    const sentence = sentenceOf(said);
    if (sentence !== undefined) return cut(sentence);
    if (said.length > SENTENCE_LIMIT) break;
  }
  return said === '' ? undefined : cut(said);
}

const OPENING = /^(?:\/\*+!?|\*+(?!\/)|\/{2,}!?|#+!?(?!>)|--+|<#|[rRuUbB]{0,2}(?:"{3}|'{3}))\s*/;
const CLOSING = /\s*(?:\*\/|#>|"{3}|'{3})$/;

/** What opens a section of a PowerShell help comment. */
const SECTION = /^\.[A-Z]{3,}(?:\s|$)/;
/** What marks up the text of a C# doc comment, and what only refers to a name. */
const MARKUP = /<\/?(?:summary|para|c|b|i|em|strong|inheritdoc|see|seealso|a)\b[^<>]*>/g;
const REFERENCE = /<(?:see|seealso|paramref|typeparamref)\s+\w+="(?:\w:)?([^"<>]*)"[^<>]*>/g;

/** Whether a line begins what is said of one parameter and the like. */
function isTag(text: string): boolean {
  return /^(?:@|<(?:param|typeparam|returns|exception|remarks|example|value|permission)\b)/.test(text);
}

/** Without the comment's delimiters; empty for a line that only draws one. */
function plainLine(line: string): string {
  const text = line.trim().replace(OPENING, '');
  const plain = text.replace(CLOSING, '');
  const inner = line.trimStart().startsWith('///') ? withoutMarkup(plain) : plain;
  return /^[-=*#~_]+$/.test(inner) ? '' : inner;
}

function withoutMarkup(text: string): string {
  return text.replace(REFERENCE, '$1').replace(MARKUP, '').trim();
}

/** `undefined` if no sentence ends in the text. */
function sentenceOf(text: string): string | undefined {
  for (let at = text.search(SENTENCE_END); at !== -1; ) {
    const sentence = text.slice(0, at + 1);
    if (!ABBREVIATION.test(sentence)) return sentence;
    const next = text.slice(at + 1).search(SENTENCE_END);
    at = next === -1 ? -1 : at + 1 + next;
  }
  return undefined;
}

function cut(sentence: string): string {
  return sentence.length <= SENTENCE_LIMIT ? sentence : `${sentence.slice(0, SENTENCE_LIMIT - 1).trimEnd()}…`;
}
