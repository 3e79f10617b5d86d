import type { Node } from 'web-tree-sitter';

const TEST = '@test';

/** A text of the same length and lines, where the tests of Bats are functions. Linear. */
export function withPlainTests(source: string): string {
  if (!source.includes(TEST)) return source;
  return source
    .split('\n')
    .map((line) => {
      const start = line.length - line.trimStart().length;
      const brace = line.startsWith(TEST, start) ? openingOf(line, start) : -1;
      if (brace === -1) return line;
      return `${line.slice(0, start)}t()${' '.repeat(brace - start - 3)}${line.slice(brace)}`;
    })
    .join('\n');
}

/** Where the brace that opens a test's body stands on its line, behind the title; -1 if there is none. */
function openingOf(line: string, start: number): number {
  const quote = /^\s+(["'])/.exec(line.slice(start + TEST.length, start + 100))?.[1];
  const from = start + TEST.length;
  const titleEnd = quote ? endOfString(line, line.indexOf(quote, from), quote) : from;
  return line.indexOf('{', titleEnd);
}

function endOfString(line: string, open: number, quote: string): number {
  for (let at = open + 1; at < line.length; at++) {
    if (line[at] === quote) return at + 1;
    if (line[at] === '\\') at++;
  }
  return line.length;
}

/** Whether a function is a test in the source. */
export function isTest(node: Node, source: string): boolean {
  return source.startsWith(TEST, node.startIndex);
}

/** What a test is called, and where its title ends. */
export function titleOf(node: Node, source: string): { readonly title: string; readonly end: number } {
  const body = node.childForFieldName('body');
  const header = source.slice(node.startIndex, body?.startIndex ?? node.endIndex).trimEnd();
  return {
    title: header
      .slice(TEST.length)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2'),
    end: node.startIndex + header.length,
  };
}
