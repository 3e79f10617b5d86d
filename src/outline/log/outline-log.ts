import { countLines } from '../lines.js';
import type { Outline, OutlineSymbol } from '../outline.js';
import { collectErrors } from './collect-errors.js';
import { isErrorLine } from './error-line.js';
import { type LineKind, lineKinds } from './line-kinds.js';
import { cut, logSymbol } from './log-symbol.js';

const KINDS_SHOWN = 60;
const TEMPLATE_LIMIT = 200;

/**
 * What kinds of lines a log has, and how many of each; then its errors and warnings as written: the first of each kind,
 * and after them the others.
 */
export function outlineLog(text: string): Outline {
  const kinds = lineKinds();
  const errors = collectErrors();
  /** The first line of each kind. */
  const samples: string[] = [];
  let line = 0;
  for (let from = text.startsWith('\uFEFF') ? 1 : 0; from < text.length; ) {
    const feed = text.indexOf('\n', from);
    const end = feed === -1 ? text.length : feed;
    const written = text.slice(from, end).trimEnd();
    from = end + 1;
    line++;
    const isError = isErrorLine(written);
    if (!isError && errors.addFrame(written, line)) continue;
    if (written === '') continue;
    const kind = kinds.add(written, line, isError);
    samples[kind] ??= cut(written);
    if (isError) errors.add(written, line, kind);
  }
  const lines = countLines(text);
  const base = { language: 'log', lines, imports: [] };
  if (lines === 0) return { ...base, symbols: [] };
  const count = errors.count();
  const told = count === 0 ? 'none tells' : `${count} ${count === 1 ? 'tells' : 'tell'}`;
  const summary = `${lines} ${lines === 1 ? 'line' : 'lines'}; ${told} of errors or warnings`;
  const symbols = [...kindSymbols(kinds.kinds(), samples), ...errors.symbols()];
  return { ...base, symbols: [logSymbol('summary', 'log', summary, 1, lines), ...symbols] };
}

/** The most frequent kinds, in the order in which they begin. An error that is alone of its kind is shown elsewhere. */
function kindSymbols(kinds: readonly LineKind[], samples: readonly string[]): OutlineSymbol[] {
  const listed = kinds
    .map((kind, at) => ({ ...kind, sample: samples[at]! }))
    .filter(({ isError, count }) => !isError || count > 1)
    .sort((a, b) => b.count - a.count);
  const symbols = listed
    .slice(0, KINDS_SHOWN)
    .sort((a, b) => a.firstLine - b.firstLine)
    .map(({ template, count, firstLine, lastLine, sample }) => {
      const said = count === 1 ? sample : `× ${count} ${cut(template, TEMPLATE_LIMIT)}`;
      return logSymbol('template', cut(template, TEMPLATE_LIMIT), said, firstLine, lastLine);
    });
  const rest = listed.slice(KINDS_SHOWN);
  if (rest.length === 0) return symbols;
  const count = rest.reduce((sum, kind) => sum + kind.count, 0);
  const first = rest.reduce((least, { firstLine }) => Math.min(least, firstLine), Number.POSITIVE_INFINITY);
  const last = rest.reduce((most, { lastLine }) => Math.max(most, lastLine), 0);
  return [
    ...symbols,
    logSymbol('template', '…', `… ${count} lines of ${rest.length} rarer kinds`, first, last),
  ];
}
