import { htmlText } from './html-text.js';
import { isHtml } from './is-html.js';

/** UTF-16 units of a response in which its header ends. */
const HEADER_LIMIT = 20_000;
/** Markers and notes of passes above a page. */
const NOTES = /^(?:(?:\[ctxopt: |… )[^\n]*\n)*/;

/**
 * A text that is a page of HTML, or a response with one, as what the page says: the header lines that `curl -i` prints and
 * what was printed behind the page stay as they are. Undefined if it is none. Linear.
 */
export function pageText(text: string): string | undefined {
  const start = pageStart(text);
  const page = text.slice(start);
  if (!isHtml(page)) return undefined;
  const end = pageEnd(page);
  return `${text.slice(0, start)}${htmlText(page.slice(0, end))}\n${page.slice(end).replace(/^\s*\n/, '')}`;
}

/** Behind the notes of passes, and the header of a response. */
function pageStart(text: string): number {
  const notes = NOTES.exec(text)![0].length;
  const head = text.slice(notes, notes + HEADER_LIMIT);
  const header = /^HTTP\/[\d.]{1,3} \d{3}\b/.test(head) ? /\r?\n\r?\n/.exec(head) : null;
  return header ? notes + header.index + header[0].length : notes;
}

/** Behind the last end tag of a page; the end of a fragment. */
function pageEnd(page: string): number {
  const at = Math.max(page.lastIndexOf('</html>'), page.lastIndexOf('</HTML>'));
  return at === -1 ? page.length : at + '</html>'.length;
}
