import { printable } from '../context/printable.js';
import { fitLines } from '../tokens/fit-lines.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { chooseBodies } from './answer-choice.js';
import { countedText } from './counted-text.js';
import type { FileFacts, IndexedSymbol } from './file-facts.js';
import { oneLine } from './one-line.js';
import type { RankedSymbol } from './rank-symbols.js';

/** A file as it is right now. */
export interface AnswerFile {
  readonly path: string;
  readonly text: string;
  /** `factsOf` this very text, so that every line shown is the definition's. */
  readonly facts: FileFacts;
}

export interface AnswerRequest {
  /** The folder's name as the reader knows it, without a slash at its end. */
  readonly display: string;
  readonly query: string;
  /** Of `files`, the best first. */
  readonly symbols: readonly RankedSymbol[];
  readonly files: readonly AnswerFile[];
  /** Tokens that the whole text may have; 4,000 if absent. */
  readonly budget?: number;
  /** For the header, each a few words. */
  readonly notes?: readonly string[];
  readonly tokenizer?: Tokenizer;
}

export interface AnswerView {
  /** A header line; the bodies, by file; then signatures, by file. */
  readonly text: string;
  /** Of the whole text. */
  readonly tokens: number;
  /** Definitions of which all lines are shown, the best first. */
  readonly shown: readonly RankedSymbol[];
}

const DEFAULT_BUDGET = 4_000;

/** Definitions that are named by their signature alone, and of the best one's score what they must have. */
const MOST_SIGNATURES = 12;
const SIGNATURE_SCORE = 0.03;
const SIGNATURE_LIMIT = 80;

/** UTF-16 units of the question that the header repeats. */
const QUERY_LIMIT = 120;

/**
 * The definitions that answer a question, as far as the budget reaches and the ranking is sure of them: the lines of the
 * best ones in full, the next ones' signatures. Never over the budget unless the header alone is.
 */
export function answerView(request: AnswerRequest): AnswerView {
  const { budget = DEFAULT_BUDGET } = request;
  const files = new Map(request.files.map((file) => [file.path, withLines(file)]));
  for (let reserve = 0; ; ) {
    const view = viewWithin(request, files, budget - reserve);
    if (view.tokens <= budget || reserve >= budget) return view;
    // tokens of the parts add up but for odd characters at the joints
    reserve += view.tokens - budget;
  }
}

function viewWithin(
  request: AnswerRequest,
  files: ReadonlyMap<string, FileLines>,
  budget: number,
): AnswerView {
  const { symbols, tokenizer = tokenizerFor() } = request;
  const count = (text: string): number => tokenizer.count(text);
  const known = symbols.filter(({ path, symbol }) => files.get(path)?.facts.symbols[symbol] !== undefined);
  const header = (what: string, tokens: number): string =>
    headerOf(request, { what, tokens, tokenizer: tokenizer.id });

  const room = budget - count(header(TOO_LARGE, budget));
  const bodies = chooseBodies(known, {
    room,
    symbolOf: ({ path, symbol }) => files.get(path)!.facts.symbols[symbol]!,
    cost: (ranked) => count(fileHead(ranked.path) + bodyOf(ranked, files)),
  });
  const full = grouped(bodies, (ranked) => bodyOf(ranked, files));
  const best = known[0];
  const body = best && bodies.length === 0 ? beginningOf(best, files, room, tokenizer) : full;

  const begun = body === full ? bodies : known.slice(0, 1);
  const rest = known.filter((ranked) => isWorthNaming(ranked, best!) && !isWithin(ranked, begun, files));
  const left = room - count(body);
  const [signatures, named] = signaturesOf(rest.slice(0, MOST_SIGNATURES), files, left, count);
  const begins = bodies.length === 0 && body !== '';
  const what = saidOf({ known: known.length, shown: bodies.length, begins, named });
  const head = (tokens: number): string => header(what, tokens);
  return { ...countedText(head, body + signatures, count), shown: bodies };
}

type FileLines = AnswerFile & { readonly lines: readonly string[] };

function withLines(file: AnswerFile): FileLines {
  return { ...file, lines: file.text.split('\n') };
}

function headerOf(
  { display, query, notes = [] }: AnswerRequest,
  { what, tokens, tokenizer }: { readonly what: string; readonly tokens: number; readonly tokenizer: string },
): string {
  const line = [
    `${display}/`,
    `answer to "${oneLine(query, QUERY_LIMIT)}"`,
    what,
    ...notes,
    `${tokens.toLocaleString('en-US')} tokens (${tokenizer})`,
  ].join(' · ');
  return `${printable(line)}\n`;
}

const NOTHING = 'nothing matches: try other words, or read the map, without query';
const TOO_LARGE = 'what matches does not fit: give a larger budget';

/** What the header says of the definitions that match. */
function saidOf({
  known,
  shown,
  begins,
  named,
}: {
  readonly known: number;
  readonly shown: number;
  /** Whether the best one is shown in part. */
  readonly begins: boolean;
  readonly named: number;
}): string {
  if (known === 0) return NOTHING;
  if (shown + named === 0 && !begins) return TOO_LARGE;
  return `${begins ? 'the best one in part' : `${shown} in full`}, ${named} more named`;
}

function fileHead(path: string): string {
  return `${printable(path)}\n`;
}

/** By file, files in order of their best definition, definitions in order of the file. */
function grouped(ranked: readonly RankedSymbol[], textOf: (ranked: RankedSymbol) => string): string {
  const byPath = new Map<string, RankedSymbol[]>();
  for (const one of ranked) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  return [...byPath]
    .map(([path, some]) => {
      const inOrder = [...some].sort((a, b) => a.symbol - b.symbol);
      return fileHead(path) + inOrder.map(textOf).join('');
    })
    .join('');
}

/** Its name and lines, then those lines exactly as they stand in the file. */
function bodyOf(ranked: RankedSymbol, files: ReadonlyMap<string, FileLines>): string {
  const { facts, lines } = files.get(ranked.path)!;
  const symbol = facts.symbols[ranked.symbol]!;
  return `${titleOf(symbol)}\n${lines.slice(symbol.startLine - 1, symbol.endLine).join('\n')}\n`;
}

function titleOf({ name, kind, startLine, endLine }: IndexedSymbol): string {
  return `${oneLine(name, SIGNATURE_LIMIT)} · ${kind}, ${spanOf(startLine, endLine)}:`;
}

function spanOf(start: number, end: number): string {
  return start === end ? `line ${start}` : `lines ${start}-${end}`;
}

/** The first lines of a definition that is too long, and where the rest of it is. */
function beginningOf(
  ranked: RankedSymbol,
  files: ReadonlyMap<string, FileLines>,
  room: number,
  tokenizer: Tokenizer,
): string {
  const { startLine, endLine } = files.get(ranked.path)!.facts.symbols[ranked.symbol]!;
  const note = (last: number): string =>
    `[cut to fit the budget; the rest: path:"${printable(ranked.path)}" lines:"${last + 1}-${endLine}"]\n`;
  const head = fileHead(ranked.path);
  const left = room - tokenizer.count(head + note(endLine)) - 1;
  if (left <= 0) return '';
  const { text, lines } = fitLines(bodyOf(ranked, files), left, tokenizer);
  // its title and a line, at least
  return lines < 2 ? '' : `${head}${text}${note(startLine + lines - 2)}`;
}

function isWorthNaming({ score }: RankedSymbol, best: RankedSymbol): boolean {
  return score >= best.score * SIGNATURE_SCORE;
}

/** Whether all its lines are among those of the bodies. */
function isWithin(
  ranked: RankedSymbol,
  bodies: readonly RankedSymbol[],
  files: ReadonlyMap<string, FileLines>,
): boolean {
  const { symbols } = files.get(ranked.path)!.facts;
  const { startLine, endLine } = symbols[ranked.symbol]!;
  return bodies.some(({ path, symbol }) => {
    const body = path === ranked.path ? symbols[symbol] : undefined;
    return body !== undefined && body.startLine <= startLine && body.endLine >= endLine;
  });
}

/** As many as there is room for, and how many those are. */
function signaturesOf(
  ranked: readonly RankedSymbol[],
  files: ReadonlyMap<string, FileLines>,
  room: number,
  count: (text: string) => number,
): readonly [text: string, named: number] {
  for (let named = ranked.length; named > 0; named--) {
    const list = grouped(ranked.slice(0, named), ({ path, symbol }) => {
      const { startLine, endLine, signature } = files.get(path)!.facts.symbols[symbol]!;
      const span = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
      return `${span} ${oneLine(signature, SIGNATURE_LIMIT)}\n`;
    });
    const text = `less likely, by their signatures:\n${list}`;
    if (count(text) <= room) return [text, named];
  }
  return ['', 0];
}
