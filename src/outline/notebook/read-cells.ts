import { readJsonTokens } from '../shapes/json-tokens.js';

/** A line of a cell's source, without its end, and where it stands in the file: 1-based. */
export interface CellLine {
  readonly text: string;
  readonly line: number;
}

export interface Cell {
  /** `code`, `markdown`, `raw` … */
  type: string;
  readonly startLine: number;
  endLine: number;
  readonly source: CellLine[];
  /** UTF-16 units of its outputs as written in the file; 0 if there are none. */
  outputSize: number;
}

export interface Cells {
  readonly cells: readonly Cell[];
  /** Of the kernel: the name of its language, and the extension of its files, each if it is told. */
  readonly kernel: { readonly name?: string; readonly extension?: string };
  /** Whether the JSON ends where it should. */
  readonly whole: boolean;
}

interface Level {
  readonly isArray: boolean;
  /** What it stands under in the level above, that of the array for an element. */
  readonly under: string;
  readonly start: number;
  /** Read, but not its value. */
  key: string | undefined;
}

/** Where sources stand, in this format of notebooks and in the one before. */
const SOURCES = new Set(['source', 'input']);

/** Reads the cells of a Jupyter notebook as its JSON has them, as far as it goes, in one pass and without recursion. */
export function readCells(text: string): Cells {
  const levels: Level[] = [];
  const cells: Cell[] = [];
  const kernel: { name?: string; extension?: string } = {};
  let cell: Cell | undefined;
  /** Levels that are open around what is in a cell. */
  let cellDepth = 0;
  let lastLine = 1;

  readJsonTokens(text, (token, line, start) => {
    lastLine = line;
    const level = levels.at(-1);
    if (token === ':') return;
    if (token === '{' || token === '[') {
      const under = level?.isArray ? level.under : (level?.key ?? '');
      if (level) level.key = undefined;
      levels.push({ isArray: token === '[', under, start, key: undefined });
      if (!cell && token === '{' && level?.isArray && under === 'cells') {
        cell = { type: 'cell', startLine: line, endLine: line, source: [], outputSize: 0 };
        cellDepth = levels.length;
        cells.push(cell);
      }
    } else if (token === '}' || token === ']') {
      levels.pop();
      if (cell && levels.length === cellDepth && level?.under === 'outputs')
        cell.outputSize = start - level.start > 1 ? start + 1 - level.start : 0;
      if (cell && levels.length < cellDepth) {
        cell.endLine = line;
        cell = undefined;
      }
    } else if (level && !level.isArray && level.key === undefined) level.key = stringOf(token);
    else if (level) {
      const key = level.isArray ? level.under : level.key!;
      level.key = undefined;
      if (cell && levels.length === cellDepth && key === 'cell_type') cell.type = stringOf(token);
      const isSource = levels.length === cellDepth + (level.isArray ? 1 : 0) && SOURCES.has(key);
      if (cell && isSource) addSource(cell.source, stringOf(token), line);
      else if (!cell) takeKernel(kernel, level.under, key, token);
    }
  });
  if (cell) cell.endLine = lastLine;
  return { cells, kernel, whole: levels.length === 0 };
}

function takeKernel(
  kernel: { name?: string; extension?: string },
  under: string,
  key: string,
  token: string,
): void {
  if (under === 'language_info' && key === 'file_extension') kernel.extension = stringOf(token).toLowerCase();
  if (under === 'language_info' && key === 'name') kernel.name = stringOf(token).toLowerCase();
  if (under === 'kernelspec' && key === 'language') kernel.name ??= stringOf(token).toLowerCase();
}

/** A string may be a line, part of one, or all of them. */
function addSource(source: CellLine[], written: string, line: number): void {
  for (const text of written.replace(/\n$/, '').split('\n')) source.push({ text, line });
}

function stringOf(token: string): string {
  if (!token.startsWith('"')) return token;
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' ? value : token;
  } catch {
    return token;
  }
}
