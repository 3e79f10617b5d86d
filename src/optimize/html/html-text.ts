import { readTag } from '../../outline/scan/read-tag.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { decodeEntities } from './decode-entities.js';
import { scriptTroubles } from './script-troubles.js';
import { createTextWriter } from './text-writer.js';

const TAG_NAME = /[A-Za-z][A-Za-z0-9:-]*/y;
/** Elements that show no text of their own, and those of them that have none but for programs. */
const HIDDEN = new Set('script style svg math template iframe object canvas noframes datalist'.split(' '));
const CODE = new Set(['script', 'style']);
/** Elements whose line ends are shown. */
const PREFORMATTED = new Set(['pre', 'textarea', 'listing', 'xmp']);
/** Elements that begin a line, and those with a blank line around them. */
const LINES = new Set(
  'div tr dt dd li option label summary figcaption header footer nav main aside body address thead tbody tfoot'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'p section article ul ol dl table blockquote figure form fieldset details hr title head caption'.split(' '),
);
const HEADING = /^h([1-6])$/;

/** Attributes whose value is a text for the reader. */
const SAID = /^(?:title|placeholder|content|value|aria-label|data-.+)$/;

/**
 * What a page of HTML says, as text: headings after `#`, items after `-` or their number, the cells of a row between `|`, links
 * and images with their address or description, preformatted text in a fence. Scripts, styles, drawings, templates, comments and
 * attributes are left out, but for what tells of an error in them; a line that does keeps its ends. Linear in the length of
 * the page.
 */
export function htmlText(html: string): string {
  const out = createTextWriter();
  const unclosed = new Set<string>();
  /** The lists around, from the outermost; a number counts the items of an ordered one. */
  const lists: (number | undefined)[] = [];
  let address = '';
  let isPreformatted = false;
  let cells = 0;

  const write = (from: number, to: number) => {
    if (from >= to) return;
    const text = decodeEntities(html.slice(from, to));
    if (isPreformatted) out.writeAsIs(text);
    else if (text.includes('\n')) writeLines(text.split('\n'));
    else out.write(text);
  };

  /** A browser would run them together: then nobody tells where in a log that is not preformatted an error begins. */
  const writeLines = (lines: readonly string[]) => {
    let wasCritical = false;
    for (const [at, line] of lines.entries()) {
      const isCritical = line.trim() !== '' && isCriticalLine(line);
      if (at > 0 && (isCritical || wasCritical)) out.endLine();
      else if (at > 0) out.write(' ');
      out.write(line);
      wasCritical = isCritical;
    }
  };

  const writeComment = (comment: string) => {
    if (!comment.split('\n').some(isCriticalLine)) return;
    out.endLine();
    out.writeAsIs(comment);
    out.endLine();
  };

  const writeScript = (script: string) => {
    for (const trouble of scriptTroubles(script)) {
      out.endLine();
      out.writeAsIs(trouble);
      out.endLine();
    }
  };

  /** Of a template, or what else shows nothing yet: its content with its end tag, without which none nests in itself. */
  const writeHidden = (element: string) => {
    const text = htmlText(element.slice(0, Math.max(0, element.lastIndexOf('</'))));
    if (!text.split('\n').some(isCriticalLine)) return;
    out.endLine(1);
    out.writeAsIs(text);
    out.endLine(1);
  };

  const writeTroubles = (attributes: ReadonlyMap<string, string>) => {
    for (const [name, value] of attributes) {
      if (/\S\s+\S/.test(value) && SAID.test(name) && isCriticalLine(value))
        out.write(` [${decodeEntities(value)}] `);
    }
  };

  const open = (name: string, attributes: ReadonlyMap<string, string>) => {
    const heading = HEADING.exec(name);
    if (heading) {
      out.endLine(1);
      out.setPrefix(`${'#'.repeat(Number(heading[1]))} `);
    } else if (name === 'ul' || name === 'ol') {
      out.endLine(lists.length === 0 ? 1 : 0);
      lists.push(name === 'ol' ? 0 : undefined);
    } else if (name === 'li') {
      out.endLine();
      const number = lists.at(-1);
      if (number !== undefined) lists[lists.length - 1] = number + 1;
      const mark = number === undefined ? '-' : `${number + 1}.`;
      out.setPrefix(`${'  '.repeat(Math.min(8, Math.max(0, lists.length - 1)))}${mark} `);
    } else if (name === 'blockquote') {
      out.endLine(1);
      out.setPrefix('> ');
    } else if (name === 'tr') {
      out.endLine();
      cells = 0;
    } else if (name === 'td' || name === 'th') {
      if (cells++ > 0) out.write(' | ');
    } else if (PREFORMATTED.has(name)) {
      out.endLine(1);
      if (!isPreformatted) out.writeAsIs('```\n');
      isPreformatted = true;
    } else if (name === 'br') {
      if (isPreformatted) out.writeAsIs('\n');
      else out.endLine();
    } else if (name === 'code' && !isPreformatted) out.write('`');
    else if (name === 'a') address = decodeEntities(attributes.get('href') ?? '');
    else if (name === 'img') {
      const said = decodeEntities(attributes.get('alt') ?? '').trim();
      if (said !== '') out.write(`[${said}]`);
    } else if (name === 'input') {
      const value = decodeEntities(attributes.get('value') ?? '').trim();
      if (value !== '' && attributes.get('type')?.toLowerCase() !== 'hidden') out.write(`[${value}]`);
    } else if (BLOCKS.has(name)) out.endLine(1);
    else if (LINES.has(name)) out.endLine();
  };

  const close = (name: string) => {
    if (PREFORMATTED.has(name) && isPreformatted) {
      isPreformatted = false;
      out.endLine();
      out.write('```');
      out.endLine(1);
    } else if (name === 'code' && !isPreformatted) out.write('`');
    else if (name === 'a') {
      if (address !== '' && !/^(?:#|javascript:)/i.test(address)) out.write(` (${address})`);
      address = '';
    } else if (name === 'ul' || name === 'ol') {
      lists.pop();
      out.endLine(lists.length === 0 ? 1 : 0);
    } else if (HEADING.test(name) || BLOCKS.has(name)) out.endLine(1);
    else if (LINES.has(name)) out.endLine();
  };

  /** Behind the end tag of an element whose content is not shown; right behind its start tag if it has none. */
  const behindHidden = (name: string, from: number): number => {
    if (unclosed.has(name)) return from;
    const end = new RegExp(`</${name}(?=[\\s/>])[^>]*>`, 'gi');
    end.lastIndex = from;
    if (end.test(html)) return end.lastIndex;
    unclosed.add(name);
    return name === 'script' || name === 'style' ? html.length : from;
  };

  let from = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', Math.max(at + 1, from))) {
    const isEnd = html[at + 1] === '/';
    TAG_NAME.lastIndex = at + (isEnd ? 2 : 1);
    const name = TAG_NAME.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      if (html[at + 1] !== '!' && html[at + 1] !== '?') continue;
      write(from, at);
      const end = html.startsWith('<!--', at) ? '-->' : '>';
      const found = html.indexOf(end, at + 2);
      from = found === -1 ? html.length : found + end.length;
      if (end === '-->') writeComment(html.slice(at, from));
      continue;
    }
    write(from, at);
    if (isEnd) {
      const end = html.indexOf('>', at);
      from = end === -1 ? html.length : end + 1;
      close(name);
      continue;
    }
    const tag = readTag(html, TAG_NAME.lastIndex, false);
    from = tag.end;
    if (!HIDDEN.has(name)) open(name, tag.attributes);
    else if (!tag.isSelfClosing) {
      from = behindHidden(name, from);
      if (name === 'script') writeScript(html.slice(tag.end, from));
      else if (!CODE.has(name)) writeHidden(html.slice(tag.end, from));
    }
    writeTroubles(tag.attributes);
  }
  write(from, html.length);
  return out.text();
}
