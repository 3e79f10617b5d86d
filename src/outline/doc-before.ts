import { firstSentence } from './first-sentence.js';

/**
 * The first sentence of the comments right before an offset: the last block comment, or the last run of line comments.
 * @param start where what they document begins, UTF-16 offset
 * @param comments offsets at which comments begin, in order, all before `start`
 */
export function docBefore(start: number, comments: readonly number[], source: string): string | undefined {
  let from = start;
  for (let i = comments.length - 1; i >= 0; i--) {
    const at = comments[i]!;
    if (source.startsWith('/*', at) || source.startsWith('<#', at)) {
      if (from !== start || gapAfterBlock(source.slice(at, start)) > mostGap(source, at)) break;
      return source.startsWith('/**', at) || standsAlone(source, at)
        ? firstSentence(source.slice(at, start).trimEnd())
        : undefined;
    }
    if (!standsAlone(source, at) || !/^[^\n]*\r?\n[ \t]*$/.test(source.slice(at, from))) break;
    from = at;
  }
  return from === start ? undefined : firstSentence(source.slice(from, start).trimEnd());
}

/**
 * Line feeds that may part a block comment from what it documents. Some styles leave a blank line after JSDoc; at the top
 * of a file that one is the file's own.
 */
function mostGap(source: string, at: number): number {
  return source.startsWith('/**', at) && source.search(/\S/) < at ? 2 : 1;
}

/** Line feeds between the end of a block comment and the end of the text. */
function gapAfterBlock(text: string): number {
  const end = Math.max(text.lastIndexOf('*/'), text.lastIndexOf('#>'));
  return text.slice(end).split('\n').length - 1;
}

/** Whether nothing but blanks stands before an offset on its line. */
function standsAlone(source: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (source[at] === ' ' || source[at] === '\t')) at--;
  return at < 0 || source[at] === '\n' || source[at] === '\uFEFF';
}
