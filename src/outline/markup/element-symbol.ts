import type { OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import type { Element, Elements } from '../scan/read-elements.js';
import { oneLine, signatureOf } from '../scan/signature.js';

/**
 * An element as a symbol by its opening tag; one without children all of it, if that is short.
 * @param isText whether its text is what it is about, as a heading's is: then as much of all of it as a signature may have
 */
export function elementSymbol(
  { text, lineAt }: Lined,
  element: Element,
  facts: Pick<OutlineSymbol, 'kind' | 'name' | 'children'>,
  isText = false,
): OutlineSymbol {
  const { start, openEnd, closeStart, end } = element;
  const whole = isText
    ? signatureOf(text, element)
    : facts.children.length === 0
      ? oneLine(text, element)
      : undefined;
  const [startLine, endLine] = [lineAt(start), lineAt(end - 1)];
  const isEmpty = text.slice(openEnd, closeStart).trim() === '';
  return {
    ...facts,
    signature: whole ?? signatureOf(text, { start, end: openEnd }),
    startLine,
    endLine,
    elided: whole !== undefined || isEmpty ? 0 : Math.max(1, endLine - lineAt(openEnd - 1) - 1),
    exported: false,
  };
}

/** Up to where a text was read, or where its tags do not match, for people; `undefined` if all is well. */
export function noteOnTags({ lineAt }: Lined, { unclosed, stray, limit }: Elements): string | undefined {
  if (limit !== undefined) return `read up to line ${lineAt(limit - 1)}: too many elements`;
  if (unclosed === undefined && stray === undefined) return undefined;
  return `tags do not match: see line ${lineAt(Math.min(unclosed ?? Infinity, stray ?? Infinity))}`;
}
