import { docBefore } from '../doc-before.js';
import { lineIndex } from '../lines.js';
import type { OutlineSymbol } from '../outline.js';
import type { Block } from './read-blocks.js';
import { signatureOf } from './signature.js';

/** A text that blocks were read from, and the 1-based line of an offset in it. */
export interface Lined {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
}

export function lined(text: string): Lined {
  return { text, lineAt: lineIndex(text) };
}

export interface BlockFacts {
  readonly kind: string;
  readonly name: string;
  readonly exported?: boolean;
  /** Where the signature ends, if not before the body. */
  readonly signatureEnd?: number;
  readonly doc?: string | undefined;
  /** Lines left out, if not those of the body. */
  readonly elided?: number;
  readonly children?: readonly OutlineSymbol[];
}

/** A block as a symbol: its head is the signature, the lines between its braces are left out. */
export function blockSymbol({ text, lineAt }: Lined, block: Block, facts: BlockFacts): OutlineSymbol {
  const { start, headEnd, end, body } = block;
  const { kind, name, exported = false, signatureEnd = headEnd, children = [] } = facts;
  const doc = facts.doc ?? docBefore(start, block.comments, text);
  const signature = signatureOf(text, { start, end: signatureEnd });
  const [startLine, endLine] = [lineAt(start), lineAt(end - 1)];
  const whole = start + signature.length >= end;
  return {
    kind,
    name,
    signature,
    startLine,
    endLine,
    elided:
      facts.elided ?? (whole ? 0 : linesLeftOut(text, lineAt, body ?? start + signature.length - 1, end)),
    ...(doc !== undefined && { doc }),
    exported,
    children,
  };
}

/** Lines between an opening bracket and the end, 1 if both are on one; 0 if there is nothing between them. */
function linesLeftOut(text: string, lineAt: Lined['lineAt'], from: number, end: number): number {
  if (text.slice(from + 1, end - 1).trim() === '') return 0;
  return Math.max(1, lineAt(end - 1) - lineAt(from) - 1);
}

/** A block's head on one line, as much of it as tells what it is. */
export function headOf({ text }: Lined, { start, headEnd }: Block): string {
  return text.slice(start, Math.min(headEnd, start + HEAD_LIMIT)).replace(/\s+/g, ' ');
}

const HEAD_LIMIT = 2_000;
