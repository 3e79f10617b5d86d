const SENTENCE_LIMIT = 160;
/** UTF-16 units of a comment that are looked at. */
const READ_LIMIT = 4_000;

/** Comments for tools, not for readers. */
const DIRECTIVE =
  /^(?:eslint|biome|prettier|tslint|jshint|jslint|global |globals |istanbul|c8|v8|@ts-|#region|#endregion|region |endregion|webpack|TODO\b|FIXME\b|@license|@preserve|@vite|@__|#__|#\s?sourceMappingURL|\s*<reference)/i;

/**
 * The first sentence of a doc comment on one line, at most 160 characters; `undefined` if it says nothing to a reader.
 * @param comment one block comment, or a run of line comments, with their delimiters
 */
export function firstSentence(comment: string): string | undefined {
  const lines = comment.startsWith('/*')
    ? blockLines(comment.slice(0, READ_LIMIT))
    : comment.slice(0, READ_LIMIT).split('\n').map(lineText);
  const first = lines.findIndex((line) => line !== '');
  if (first === -1 || DIRECTIVE.test(lines[first]!)) return undefined;
  const words: string[] = [];
  for (const line of lines.slice(first)) {
    const text =
      words.length === 0 ? line.replace(/^@(?:description|desc|summary|file|fileoverview)\s+/, '') : line;
    if (text === '' || (text.startsWith('@') && !(words.length === 0 && text.startsWith('@deprecated'))))
      break;
    words.push(text);
    if (/[.!?](?:\s|$)/.test(text) && words.length > 8) break;
  }
  return words.length === 0 ? undefined : cut(sentenceOf(words.join(' ')));
}

function blockLines(comment: string): string[] {
  return comment
    .replace(/^\/\*+!?/, '')
    .replace(/\*+\/\s*$/, '')
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\*+ ?/, '')
        .trim(),
    );
}

function lineText(line: string): string {
  const text = line
    .trim()
    .replace(/^\/{2,}/, '')
    .trim();
  return /^[-=*#~_\s]+$/.test(text) ? '' : text;
}

function sentenceOf(text: string): string {
  for (const end of text.matchAll(/[.!?](?=\s|$)/g)) {
    const sentence = text.slice(0, end.index + 1);
    if (!/(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)\.$/i.test(sentence)) return sentence;
  }
  return text;
}

function cut(sentence: string): string {
  return sentence.length <= SENTENCE_LIMIT ? sentence : `${sentence.slice(0, SENTENCE_LIMIT - 1).trimEnd()}…`;
}
