import type { OutlineSymbol } from '../outline.js';
import type { Lined } from '../scan/block-symbol.js';
import type { Element, Elements } from '../scan/read-elements.js';
import { oneLine, signatureOf } from '../scan/signature.js';

/** An element as a symbol by its opening tag; one without children all of it, if that is short. */
export function elementSymbol(
  { text, lineAt }: Lined,
  element: Element,
  facts: { readonly kind: string; readonly name: string; readonly children: readonly OutlineSymbol[] },
): OutlineSymbol {
  const { start, openEnd, closeStart, end } = element;
  const whole = facts.children.length === 0 ? oneLine(text, element) : undefined;
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

/** Where tags do not match, for people; `undefined` if they do. */
export function noteOnTags({ lineAt }: Lined, { unclosed, stray }: Elements): string | undefined {
  if (unclosed === undefined && stray === undefined) return undefined;
  return `tags do not match: see line ${lineAt(Math.min(unclosed ?? Infinity, stray ?? Infinity))}`;
}
