import { countLines } from '../lines.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import { addCells, type Column, describeColumn, isHeader, newColumn } from './column-types.js';
import { readRecords, type TableRow } from './read-records.js';
import { sniffDelimiter } from './sniff-delimiter.js';

const COLUMNS_SHOWN = 200;
const SAMPLES = 2;
const SAMPLE_LINES = 5;
const LINE_LIMIT = 300;

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

/** A table's columns with their types, how many rows there are, and the first of these. */
export function outlineTable(text: string): Outline {
  const delimiter = sniffDelimiter(text);
  const samples: TableRow[] = [];
  const ragged = { count: 0, line: 0 };
  let columns: readonly Column[] = [];
  let first: TableRow | undefined;
  let names: readonly string[] | undefined;
  let rows = 0;
  let endLine = 1;
  const unclosed = readRecords(text, delimiter, (row) => {
    endLine = row.endLine;
    if (!first) {
      first = row;
      columns = row.cells.slice(0, COLUMNS_SHOWN).map(newColumn);
      if (isHeader(row)) {
        names = row.cells;
        return true;
      }
    }
    rows++;
    if (samples.length < SAMPLES) samples.push(row);
    if (row.width !== first.width && ragged.count++ === 0) ragged.line = row.startLine;
    addCells(columns, row);
    return true;
  });

  const notes = [
    ...(first && !names ? ['no header row'] : []),
    ...(ragged.count > 0
      ? [`${counted(ragged.count, 'row')} of another width, the first in line ${ragged.line}`]
      : []),
    ...(unclosed === undefined ? [] : [`a quote in line ${unclosed} is never closed: no row from there on`]),
  ];
  const base = { language: 'csv', lines: countLines(text), imports: [] };
  const outline = notes.length > 0 ? { ...base, note: notes.join('; ') } : base;
  if (!first) return { ...outline, symbols: [] };
  const { width, startLine } = first;
  const headLine = names ? first.endLine : startLine;
  const separated = width > 1 ? `, separated by ${DELIMITERS[delimiter]}` : '';
  const size = `${counted(rows, 'row')} × ${counted(width, 'column')}${separated}`;
  const symbols = columns.map((column, at) => {
    const name = names?.[at] || `column ${at + 1}`;
    return symbol('column', name, `${name}: ${describeColumn(column, rows)}`, startLine, headLine);
  });
  if (width > columns.length)
    symbols.push(
      symbol('column', '…', `… ${counted(width - columns.length, 'more column')}`, startLine, headLine),
    );
  const table = { ...symbol('summary', 'table', size, startLine, endLine), children: symbols };
  return { ...outline, symbols: [table, ...sampleRows(samples, text)] };
}

function sampleRows(rows: readonly TableRow[], text: string): OutlineSymbol[] {
  const [first] = rows;
  if (!first) return [];
  const endLine = Math.min(rows.at(-1)!.endLine, first.startLine + SAMPLE_LINES - 1);
  const lines = text.split('\n', endLine).slice(first.startLine - 1);
  const written = lines.map((line) => {
    const plain = line.trimEnd();
    return plain.length > LINE_LIMIT ? `${plain.slice(0, LINE_LIMIT)}…` : plain;
  });
  return [symbol('text', 'sample', written.join('\n'), first.startLine, endLine)];
}

function symbol(
  kind: string,
  name: string,
  signature: string,
  startLine: number,
  endLine: number,
): OutlineSymbol {
  return { kind, name, signature, startLine, endLine, elided: 0, exported: false, children: [] };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
