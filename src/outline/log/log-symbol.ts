import type { OutlineSymbol } from '../outline.js';

const LINE_LIMIT = 300;

export function logSymbol(
  kind: 'summary' | 'template' | 'error',
  name: string,
  signature: string,
  startLine: number,
  endLine: number,
): OutlineSymbol {
  return { kind, name, signature, startLine, endLine, elided: 0, exported: false, children: [] };
}

/** A line, of which a long rest is counted. */
export function cut(line: string, limit = LINE_LIMIT): string {
  const more = line.length - limit;
  return more <= 0 ? line : `${line.slice(0, limit)}… ${more} more characters`;
}
