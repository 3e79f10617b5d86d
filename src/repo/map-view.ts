import { printable } from '../context/printable.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { countedText } from './counted-text.js';
import type { IndexedSymbol } from './file-facts.js';
import { folderCounts, folderTree } from './folder-counts.js';
import { mapChoice } from './map-choice.js';

/** A definition as a map sees it. */
export type MapSymbol = Omit<IndexedSymbol, 'terms'>;

/** A file as a map sees it. */
export interface MapFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly lines: number;
  /** As `rankFiles` gives it. */
  readonly score: number;
  /** Empty for a file so far down that a map of this budget will at most count it: see {@link mapReach}. */
  readonly symbols: readonly MapSymbol[];
}

export interface MapRequest {
  /** The folder's name as the reader knows it, without a slash at its end. */
  readonly display: string;
  /** All files of the folder, those that matter most first. */
  readonly files: readonly MapFile[];
  /** How much is made of a name in other files: `FileGraph.uses`. */
  readonly uses: ReadonlyMap<string, number>;
  /** Tokens that the whole text may have. */
  readonly budget: number;
  /** For the header, each a few words. */
  readonly notes?: readonly string[];
  readonly tokenizer?: Tokenizer;
}

export interface MapView {
  readonly text: string;
  /** Of the whole text. */
  readonly tokens: number;
  /** Files shown with definitions. */
  readonly shown: number;
  /** Their paths. */
  readonly paths: readonly string[];
}

/** Tokens of a file with one definition, at least. */
const LEAST_BLOCK = 12;

/** Shares of the budget that the folders at the top, and what is left out at the end, may take. */
const SHAPE_SHARE = 0.06;
const REST_SHARE = 0.06;

/** What the header says of a budget that no definition fits. */
const TOO_SMALL = 'no definition fits: give a larger budget';

/** Tokens of budget below which the closing line alone tells of the folders. */
const SHAPE_FROM = 800;

/** Files, from the first, whose symbols a map of that budget may show. */
export function mapReach(budget: number): number {
  return Math.ceil(budget / LEAST_BLOCK);
}

/**
 * A repository's map: its folders, then the files that matter most, each with its most used definitions' signatures and
 * lines, then what is left out. Never over the budget unless the header alone is, and using it to within 2 % (or 12
 * tokens, below 600) where there is more to show.
 */
export function mapView(request: MapRequest): MapView {
  const { budget } = request;
  for (let reserve = 0; ; ) {
    const view = viewWithin(request, budget - reserve);
    if (view.shown === 0) return nothingOf(request);
    if (view.tokens <= budget) return view;
    // lines' tokens add up but for odd characters
    reserve += view.tokens - budget;
  }
}

/** The header alone, which says that no definition fits where there is one. */
function nothingOf(request: MapRequest): MapView {
  const { files, notes = [] } = request;
  const defined = files.some(({ symbols }) => symbols.length > 0);
  return viewWithin({ ...request, notes: defined ? [...notes, TOO_SMALL] : notes }, 0);
}

function viewWithin(request: MapRequest, budget: number): MapView {
  const { files, uses, tokenizer = tokenizerFor() } = request;
  const count = (text: string): number => tokenizer.count(text);
  const header = (tokens: number): string => headerOf(request, tokens, tokenizer.id);
  const choice = mapChoice(files, uses, count);
  const top = count(header(budget));
  const shape = budget >= SHAPE_FROM ? shapeOf(files, SHAPE_SHARE * budget, count) : '';
  const closing = (): string => {
    const left = files.filter((file) => !choice.isShown(file));
    const most = Math.max(REST_SHARE * budget, LEAST_BLOCK);
    return closingOf(left, Math.min(most, budget - top), count);
  };

  let end = closing();
  let room = budget - top - count(shape) - count(end);
  // what is shown need not be counted at the end, which makes room for more
  for (let before = -1; choice.size() > before; ) {
    before = choice.size();
    room = choice.addLines(room) + count(end);
    end = closing();
    room -= count(end);
  }
  choice.addCut(choice.addNames(room));
  const body = shape + choice.text() + end;
  const paths = files.filter((file) => choice.isShown(file)).map(({ path }) => path);
  return { ...countedText(header, body, count), shown: paths.length, paths };
}

function headerOf({ display, files, notes = [] }: MapRequest, tokens: number, tokenizer: string): string {
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const line = [
    `${display}/`,
    'map',
    counted(files.length, 'file'),
    counted(lines, 'line'),
    ...notes,
    `${grouped(tokens)} tokens (${tokenizer})`,
  ].join(' · ');
  return `${printable(line)}\n`;
}

/** The folders and how many files are below each, as deep as `most` tokens reach. */
function shapeOf(files: readonly MapFile[], most: number, count: (text: string) => number): string {
  const tree = folderTree(files.map(({ path }) => path));
  return fullest(most, count, (groups) => `folders: ${folderCounts(tree, groups).join(', ')}\n`);
}

/** What is not shown; at most that many tokens. */
function closingOf(left: readonly MapFile[], most: number, count: (text: string) => number): string {
  if (left.length === 0) return '';
  const tree = folderTree(left.map(({ path }) => path));
  const plain = `[not shown: ${counted(left.length, 'file')}]\n`;
  const more = fullest(most, count, (groups) => {
    return `[not shown: ${counted(left.length, 'file')}: ${folderCounts(tree, groups).join(', ')}]\n`;
  });
  return more === '' ? (count(plain) <= most ? plain : '') : more;
}

/** The text for the largest of a few numbers of groups at which it fits; empty if it never does. */
function fullest(most: number, count: (text: string) => number, textOf: (groups: number) => string): string {
  let best = '';
  for (const groups of [2, 4, 8, 12, 16, 24, 32]) {
    const text = textOf(groups);
    if (count(text) > most) break;
    best = text;
  }
  return best;
}

function counted(number: number, what: string): string {
  return `${grouped(number)} ${what}${number === 1 ? '' : 's'}`;
}

function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
