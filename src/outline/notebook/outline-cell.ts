import { markdown } from '../languages/markdown.js';
import type { Language, Outline, OutlineSymbol } from '../outline.js';
import type { Cell, CellLine } from './read-cells.js';

const LINE_LIMIT = 120;

/** Magics that say how the cell is run, not that it is in another language. */
const PLAIN_MAGIC = /^%%(?:time|timeit|capture|prun|memit)\b/;
const MAGIC = /^\s*[%!]/;
/** At the top of a cell, what the cell does. */
const COMMENT = /^(?:#|\/\/)/;

/**
 * A cell with the definitions or headings in it, else with its first line; with that also if it is a comment.
 * @param number 1-based, in the notebook
 * @param kernel the language of code cells, if it has outlines
 */
export async function outlineCell(
  cell: Cell,
  number: number,
  kernel: Language | undefined,
): Promise<Pick<Outline, 'imports'> & { readonly symbol: OutlineSymbol }> {
  const { type, source, startLine, endLine, outputSize } = cell;
  const inner = await languageOfCell(cell, kernel)?.outline(
    source.map(({ text }) => withoutMagic(text, type)).join('\n'),
  );
  const children = (inner?.symbols ?? []).map((symbol) => placed(symbol, source));
  const output = outputSize > 0 ? `, ${(outputSize / 1_000).toFixed(1)} KB of output left out` : '';
  const head = `[${number}] ${type}${output}`;
  const first = source.find(({ text }) => text.trim() !== '' && !MAGIC.test(text))?.text.trim() ?? '';
  const said = children.length === 0 || (type === 'code' && COMMENT.test(first)) ? first : '';
  return {
    imports: (inner?.imports ?? []).map((one) => ({ ...one, line: fileLine(source, one.line) })),
    symbol: {
      kind: 'cell',
      name: `[${number}]`,
      signature:
        said === '' ? head : `${head}: ${said.slice(0, LINE_LIMIT)}${said.length > LINE_LIMIT ? '…' : ''}`,
      startLine,
      endLine,
      elided: children.length === 0 && first !== '' ? source.length - 1 : 0,
      exported: false,
      children,
    },
  };
}

function languageOfCell({ type, source }: Cell, kernel: Language | undefined): Language | undefined {
  if (type === 'markdown') return markdown;
  const [first] = source;
  const isForeign = first?.text.startsWith('%%') && !PLAIN_MAGIC.test(first.text);
  return type === 'code' && !isForeign ? kernel : undefined;
}

/** As long, but a comment: it would be no valid code. */
function withoutMagic(text: string, type: string): string {
  return type === 'code' && MAGIC.test(text) ? text.replace(/[%!]/, '#') : text;
}

function placed(symbol: OutlineSymbol, source: readonly CellLine[]): OutlineSymbol {
  return {
    ...symbol,
    startLine: fileLine(source, symbol.startLine),
    endLine: fileLine(source, symbol.endLine),
    children: symbol.children.map((child) => placed(child, source)),
  };
}

/** @param line 1-based, in the cell */
function fileLine(source: readonly CellLine[], line: number): number {
  return (source[line - 1] ?? source.at(-1)!).line;
}
