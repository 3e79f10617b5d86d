import { printable } from '../context/printable.js';
import { bareName, isReachable } from './file-graph.js';
import type { MapFile, MapSymbol } from './map-view.js';
import { oneLine } from './one-line.js';

/** UTF-16 units of a signature in a map. */
const SIGNATURE_LIMIT = 110;

/** The same of one that is cut to fill the last of the room; and tokens that it needs at least. */
const LEAST_SIGNATURE = 12;
const LEAST_LINE = 6;

/** What a name that nothing refers to counts for beside those that something does. */
const EXPORTED = 0.2;
const UNUSED = 0.05;

/** What a value's uses count for beside a function's or a type's: more things share its name, and it tells less. */
const VALUE = 0.25;
const VALUES = /^(?:field|property|member|variant|constant|variable|macro)$/;

/** Lines, and names, that are tried on after one did not fit. */
const TRIES = 200;

/** What a map shows of files; grows as room is found for it. */
export interface MapChoice {
  /** Adds definitions by what they are worth. Returns the tokens left of `room`. */
  addLines(room: number): number;
  /** Adds bare names of definitions that have no line. Returns the tokens left of `room`. */
  addNames(room: number): number;
  /** Adds one more definition, its signature cut to what there is room for. Returns the tokens left of `room`. */
  addCut(room: number): number;
  /** The blocks of the files chosen, in the files' order, each line with its line end. */
  text(): string;
  isShown(file: MapFile): boolean;
  /** Files shown. */
  size(): number;
}

interface Definition {
  readonly file: MapFile;
  readonly symbol: number;
  readonly value: number;
}

interface Block {
  /** By symbol, the UTF-16 units that its signature may have. */
  readonly lines: Map<number, number>;
  readonly names: string[];
  /** Tokens of the line about the rest. */
  rest: number;
}

/**
 * A file is worth its score, and each definition the part of it that its uses are of all uses in that file. Lines are
 * chosen by worth alone: a file's head comes with its first line, a member's parents with the member.
 * @param count tokens of a text; of whole lines they add up, as no token spans a line end and what follows it
 */
export function mapChoice(
  files: readonly MapFile[],
  uses: ReadonlyMap<string, number>,
  count: (text: string) => number,
): MapChoice {
  let pending = definitionsOf(files, uses);
  const blocks = new Map<MapFile, Block>();

  return { addLines, addNames, addCut, text, isShown: (file) => blocks.has(file), size: () => blocks.size };

  function addLines(room: number): number {
    let left = room;
    let misses = 0;
    const skipped: Definition[] = [];
    let at = 0;
    for (; at < pending.length && misses < TRIES && left > 0; at++) {
      const cost = addLine(pending[at]!, left);
      if (cost === undefined) {
        misses++;
        skipped.push(pending[at]!);
      } else left -= cost;
    }
    pending = skipped.concat(pending.slice(at));
    return left;
  }

  /** Returns what it cost; `undefined` if that is more than there is. */
  function addLine({ file, symbol }: Definition, room: number, limit = SIGNATURE_LIMIT): number | undefined {
    const block: Block = blocks.get(file) ?? { lines: new Map(), names: [], rest: 0 };
    const added: number[] = [];
    for (let at: number | undefined = symbol; at !== undefined; at = file.symbols[at]!.parent) {
      if (!block.lines.has(at)) added.push(at);
    }
    if (added.length === 0) return 0;
    const rest = count(restOf(file, block.lines.size + added.length, block.names));
    let cost = rest - block.rest + (block.lines.size === 0 ? count(headOf(file)) : 0);
    for (const index of added) cost += cost > room ? 0 : count(lineOf(file.symbols, index, limit));
    if (cost > room) return undefined;
    for (const index of added) block.lines.set(index, limit);
    block.rest = rest;
    blocks.set(file, block);
    return cost;
  }

  function addNames(room: number): number {
    let left = room;
    let misses = 0;
    for (const { file, symbol } of pending) {
      if (misses > TRIES || left < 2) break;
      const block = blocks.get(file);
      if (!block || block.lines.has(symbol)) continue;
      const name = oneLine(bareName(file.symbols[symbol]!, file.symbols), SIGNATURE_LIMIT);
      if (block.names.includes(name)) continue;
      const rest = count(restOf(file, block.lines.size, [...block.names, name]));
      if (rest - block.rest > left) {
        misses++;
        continue;
      }
      left -= rest - block.rest;
      block.names.push(name);
      block.rest = rest;
    }
    return left;
  }

  function addCut(room: number): number {
    if (room < LEAST_LINE) return room;
    for (const next of pending.slice(0, TRIES)) {
      if (blocks.get(next.file)?.lines.has(next.symbol)) continue;
      for (let limit = SIGNATURE_LIMIT; limit >= LEAST_SIGNATURE; limit -= limit > 32 ? 6 : 1) {
        const cost = addLine(next, room, limit);
        if (cost !== undefined) return room - cost;
      }
    }
    return room;
  }

  function text(): string {
    return files.map((file) => blockOf(file, blocks.get(file))).join('');
  }
}

/** Those worth most first. */
function definitionsOf(files: readonly MapFile[], uses: ReadonlyMap<string, number>): Definition[] {
  const all: Definition[] = [];
  for (const file of files) {
    const own = file.symbols.map((symbol) => {
      const used = isReachable(symbol, file.symbols) ? (uses.get(bareName(symbol, file.symbols)) ?? 0) : 0;
      return (used + (symbol.exported ? EXPORTED : UNUSED)) * (VALUES.test(symbol.kind) ? VALUE : 1);
    });
    const total = own.reduce((sum, use) => sum + use, 0);
    for (const [symbol, use] of own.entries()) all.push({ file, symbol, value: (file.score * use) / total });
  }
  return all.sort((a, b) => b.value - a.value);
}

function blockOf(file: MapFile, block: Block | undefined): string {
  if (!block) return '';
  const lines = [...block.lines]
    .sort(([a], [b]) => a - b)
    .map(([symbol, limit]) => lineOf(file.symbols, symbol, limit));
  return headOf(file) + lines.join('') + restOf(file, block.lines.size, block.names);
}

function headOf({ path, lines }: MapFile): string {
  return `${printable(path)} · ${lines} ${lines === 1 ? 'line' : 'lines'}\n`;
}

/** As in an outline: lines in the file, then the signature, a member below its parent. */
function lineOf(symbols: readonly MapSymbol[], index: number, limit: number): string {
  const { startLine, endLine, signature, parent } = symbols[index]!;
  let indent = '';
  for (let at = parent; at !== undefined; at = symbols[at]!.parent) indent += '  ';
  const span = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  return `${span} ${indent}${oneLine(signature, limit)}\n`;
}

function restOf({ symbols }: MapFile, shown: number, names: readonly string[]): string {
  const rest = symbols.length - shown;
  if (rest === 0) return '';
  return `… ${rest} more${names.length > 0 ? `: ${names.join(', ')}` : ''}\n`;
}
