import type { OutlineSymbol } from '../outline.js';
import type { Lines } from './line-ranges.js';
import { nestSymbols } from './nest-symbols.js';
import { isShapely } from './shapely.js';
import type { Syntax } from './syntax.js';
import { trimmed } from './trimmed.js';

/** UTF-16 units of a line that are matched. */
const LINE_LIMIT = 500;

interface Header {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly indent: number;
  readonly text: string;
}

/**
 * Adds the definitions that begin on broken lines and are not among the symbols. Each is taken to reach as far as its
 * indentation says: up to the line before the next one that is indented no more, with the closing bracket or word.
 */
export function recoverLines(
  syntax: Syntax,
  source: string,
  symbols: readonly OutlineSymbol[],
  broken: readonly Lines[],
): readonly OutlineSymbol[] {
  const lines = source.split('\n');
  const known = new Set(namesByLine(symbols));
  const inside = new Set(linesInFunctions(symbols, lines));
  const headers: Header[] = [];
  for (const line of linesOf(broken, lines.length)) {
    if (inside.has(line)) continue;
    const text = lines[line - 1]!.slice(0, LINE_LIMIT).trimEnd();
    const match = syntax.header.exec(text);
    const name = match?.groups?.name;
    if (name === undefined || known.has(`${line} ${name}`)) continue;
    headers.push({ kind: match?.groups?.kind ?? 'function', name, line, indent: indentOf(text), text });
  }
  if (headers.length === 0) return symbols;
  const ends = endsOf(headers, lines);
  /** Where the last function ends: what seems to be defined in its body is not looked for. */
  let bodyEnd = 0;
  const added = headers.flatMap(({ kind, name, line, text }, i): readonly OutlineSymbol[] => {
    const endLine = ends[i]!;
    if (line <= bodyEnd) return [];
    if (FUNCTION_KINDS.test(kind) && text.includes(`${name}(`)) bodyEnd = endLine;
    return [
      {
        kind,
        name,
        signature: trimmed(text),
        startLine: line,
        endLine,
        elided: Math.max(0, endLine - line - (endLine > line && isClosing(lines[endLine - 1]!) ? 1 : 0)),
        exported: syntax.isExported(text, name),
        children: [],
      },
    ];
  });
  return nestSymbols([...symbols, ...added]);
}

function* namesByLine(symbols: readonly OutlineSymbol[]): Generator<string> {
  for (const { name, startLine, endLine, children } of symbols) {
    // a name may stand on any line of the signature
    for (let line = startLine; line <= Math.min(endLine, startLine + 20); line++) yield `${line} ${name}`;
    yield* namesByLine(children);
  }
}

const FUNCTION_KINDS = /^(?:function|def|fn|func|fun)$/;
const FUNCTIONS = new Set(['function', 'method', 'constructor', 'destructor', 'operator']);

/** The lines below the first of each function, which no outline looks into, unless it swallowed what follows. */
function* linesInFunctions(symbols: readonly OutlineSymbol[], lines: readonly string[]): Generator<number> {
  for (const symbol of symbols) {
    const isBody = FUNCTIONS.has(symbol.kind) && symbol.children.length === 0 && isShapely(symbol, lines);
    if (isBody) for (let line = symbol.startLine + 1; line <= symbol.endLine; line++) yield line;
    else yield* linesInFunctions(symbol.children, lines);
  }
}

/** Each line of the ranges once, in order. */
function linesOf(ranges: readonly Lines[], count: number): readonly number[] {
  const found = new Set<number>();
  for (const [first, last] of ranges)
    for (let line = first; line <= Math.min(last, count); line++) found.add(line);
  return [...found].sort((a, b) => a - b);
}

/** The last line of each, in one pass from the bottom. */
function endsOf(headers: readonly Header[], lines: readonly string[]): readonly number[] {
  const ends = headers.map(() => 0);
  /** Lines below that nothing further down is indented less than, nearest last. */
  const stops: { readonly indent: number; readonly line: number }[] = [];
  let next = headers.length - 1;
  for (let line = lines.length; line >= 1 && next >= 0; line--) {
    const text = lines[line - 1]!;
    if (headers[next]!.line === line) {
      const { indent } = headers[next]!;
      while (stops.length > 0 && stops.at(-1)!.indent > indent) stops.pop();
      const stop = stops.at(-1);
      const closes = stop !== undefined && stop.indent === indent && isClosing(lines[stop.line - 1]!);
      let end = stop === undefined ? lines.length : closes ? stop.line : stop.line - 1;
      while (end > line && lines[end - 1]!.trim() === '') end--;
      ends[next--] = end;
    }
    if (text.trim() === '') continue;
    const indent = indentOf(text);
    while (stops.length > 0 && stops.at(-1)!.indent >= indent) stops.pop();
    stops.push({ indent, line });
  }
  return ends;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isClosing(line: string): boolean {
  return /^\s*(?:[)\]}]|end\b|fi\b|done\b|esac\b)/.test(line.slice(0, LINE_LIMIT));
}
