import { readTag } from './read-tag.js';

/** An element of a marked-up text. Offsets are UTF-16 units, ends exclusive. */
export interface Element {
  /** As written, or in lower case. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly start: number;
  /** Behind its opening tag. */
  readonly openEnd: number;
  /** Before its closing tag, and behind it. */
  closeStart: number;
  end: number;
  /** Those in it; of elements within very many others, also those in its descendants. */
  readonly children: Element[];
}

export interface MarkupSyntax {
  /** Whether every element has an end; in HTML some have none, and of others it may be left out. */
  readonly xml: boolean;
  /** Whether names are read in lower case. */
  readonly foldCase: boolean;
  /** Whether `<a/>` closes itself; in HTML that holds within drawings and formulas only. */
  readonly selfClosing: boolean;
  /** Whether attributes' values may be expressions in braces. */
  readonly braces: boolean;
  /** Whether what is in an element is text, whatever it looks like. */
  isRaw(name: string, depth: number, attributes: ReadonlyMap<string, string>): boolean;
}

export interface Elements {
  readonly elements: readonly Element[];
  /** The first tags that do not match: offsets of an element without an end, where it needs one, and of an end tag. */
  readonly unclosed: number | undefined;
  readonly stray: number | undefined;
  /** Up to where the text was read, if there are too many to keep all. */
  readonly limit: number | undefined;
}

/** Elements within so many others stand beside each other. */
const DEPTH_LIMIT = 50;
/** Elements that are kept, so that no file takes a gigabyte. */
const ELEMENT_LIMIT = 500_000;
const TAG_NAME = /[A-Za-z_][^\s/><]*/y;

/** The elements of a text in one pass, without recursion. Comments, processing instructions and the like are skipped. */
export function readElements(text: string, syntax: MarkupSyntax): Elements {
  const roots: Element[] = [];
  const open: Element[] = [];
  const openCounts = new Map<string, number>();
  let stray: number | undefined;
  let unclosed: number | undefined;
  let count = 0;
  let limit: number | undefined;

  const close = (closeStart: number, end: number, isImplied: boolean): Element => {
    const element = open.pop()!;
    openCounts.set(element.name, openCounts.get(element.name)! - 1);
    element.closeStart = closeStart;
    element.end = end;
    if (isImplied && (syntax.xml || !MAY_STAY_OPEN.has(element.name)))
      unclosed = Math.min(unclosed ?? element.start, element.start);
    return element;
  };
  const isOpen = (name: string): boolean => (openCounts.get(name) ?? 0) > 0;

  for (let at = text.indexOf('<'); at !== -1; ) {
    TAG_NAME.lastIndex = at + (text[at + 1] === '/' ? 2 : 1);
    const written = TAG_NAME.exec(text)?.[0];
    const name = syntax.foldCase ? written?.toLowerCase() : written;
    let next: number;
    if (name === undefined) next = skip(text, at, syntax.xml);
    else if (text[at + 1] === '/') {
      next = endOr(text, '>', TAG_NAME.lastIndex);
      if (isOpen(name)) {
        const last = behindText(text, at);
        while (open.at(-1)!.name !== name) close(last, last, true);
        close(at, next, false);
      } else if (!(!syntax.xml && VOID.has(name))) stray ??= at;
    } else {
      const impliesEnd = syntax.xml ? undefined : CLOSES[name];
      while (impliesEnd?.has(open.at(-1)?.name ?? '')) {
        const last = behindText(text, at);
        close(last, last, true);
      }
      const tag = readTag(text, TAG_NAME.lastIndex, syntax.braces);
      next = tag.end;
      const { attributes } = tag;
      const element = {
        name,
        attributes,
        start: at,
        openEnd: next,
        closeStart: next,
        end: next,
        children: [],
      };
      count++;
      (open[Math.min(open.length, DEPTH_LIMIT) - 1]?.children ?? roots).push(element);
      const isForeign = isOpen('svg') || isOpen('math');
      const isEmpty = tag.isSelfClosing && (syntax.selfClosing || isForeign);
      if (!isEmpty && !(!syntax.xml && VOID.has(name))) {
        open.push(element);
        openCounts.set(name, (openCounts.get(name) ?? 0) + 1);
        if (syntax.isRaw(name, open.length - 1, attributes)) {
          const closing = new RegExp(`</${name.replace(/[^\w-]/g, '\\$&')}(?=[\\s/>])`, 'gi');
          closing.lastIndex = next;
          next = closing.exec(text)?.index ?? text.length;
        }
      }
    }
    if (count === ELEMENT_LIMIT) {
      limit = next;
      break;
    }
    at = text.indexOf('<', next);
  }
  const last = behindText(text, limit ?? text.length);
  while (open.length > 0) close(last, last, true);
  return { elements: roots, unclosed, stray, limit };
}

const VOID = setOf('area base br col embed hr img input link meta param source track wbr');
const MAY_STAY_OPEN = setOf(
  'html head body p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp',
);
const BLOCKS =
  'address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';

/** Elements whose beginning ends one that is open right around them. */
const CLOSES: Readonly<Record<string, ReadonlySet<string>>> = {
  ...Object.fromEntries(BLOCKS.split(' ').map((name) => [name, setOf('p')])),
  li: setOf('li p'),
  dt: setOf('dt dd p'),
  dd: setOf('dt dd p'),
  tr: setOf('tr td th'),
  td: setOf('td th'),
  th: setOf('td th'),
  thead: setOf('caption colgroup'),
  tbody: setOf('thead tbody tr td th caption colgroup'),
  tfoot: setOf('tbody tr td th'),
  option: setOf('option'),
  optgroup: setOf('option optgroup'),
  body: setOf('head'),
};

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** Behind a comment, a declaration, an instruction, or an angle bracket that is none of a tag. */
function skip(text: string, at: number, xml: boolean): number {
  if (text.startsWith('<!--', at)) return endOr(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return endOr(text, xml ? ']]>' : '>', at + 9);
  if (text[at + 1] === '?') return endOr(text, xml ? '?>' : '>', at + 2);
  if (text[at + 1] !== '!') return at + 1;
  const end = endOr(text, '>', at + 2);
  const subset = text.slice(at, end).includes('[');
  return subset ? endOr(text, ']>', at + 2) : end;
}

function endOr(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found + what.length;
}

function behindText(text: string, before: number): number {
  let at = before;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}
