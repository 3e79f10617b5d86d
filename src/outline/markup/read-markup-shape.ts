import type { Lined } from '../scan/block-symbol.js';
import type { Element } from '../scan/read-elements.js';

/** What elements of one name within those of another look like, taken together. */
export interface MarkupShape {
  readonly first: Element;
  count: number;
  /** Behind the last one. */
  end: number;
  readonly children: Map<string, MarkupShape>;
}

const DEPTH_KEPT = 6;

/** The shape of elements that stand beside each other: of each name one, with the children of all of that name. */
export function readMarkupShape(elements: readonly Element[]): Map<string, MarkupShape> {
  const shapes = new Map<string, MarkupShape>();
  for (const element of elements) merge(shapes, element, 1);
  return shapes;
}

function merge(shapes: Map<string, MarkupShape>, element: Element, depth: number): void {
  let shape = shapes.get(element.name);
  if (!shape) {
    shape = { first: element, count: 0, end: 0, children: new Map() };
    shapes.set(element.name, shape);
  }
  shape.count++;
  shape.end = element.end;
  if (depth === DEPTH_KEPT) return;
  for (const child of element.children) merge(shape.children, child, depth + 1);
}

const TEXT_LIMIT = 60;
const ATTRIBUTES_LIMIT = 120;

/** `name ×2 attribute="1": text`, the attributes and the text of the first one as written. */
export function describeShape({ text }: Lined, { first, count, children }: MarkupShape): string {
  const { name, start, openEnd, closeStart } = first;
  const tag = text.slice(start + 1 + name.length, openEnd).replace(/\/?>$/, '');
  const attributes = cut(tag.replace(/\s+/g, ' ').trim(), ATTRIBUTES_LIMIT);
  const content = children.size > 0 ? '' : text.slice(openEnd, Math.min(closeStart, openEnd + CONTENT_LIMIT));
  const sample = cut(plain(content), TEXT_LIMIT);
  return `${name}${count > 1 ? ` ×${count}` : ''}${attributes && ` ${attributes}`}${sample && `: ${sample}`}`;
}

const CONTENT_LIMIT = 1_000;

/** On one line, without the marks of a text that is no markup, and without comments. */
function plain(content: string): string {
  return content
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}
