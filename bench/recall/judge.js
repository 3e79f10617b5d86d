import { endByLayout } from './end-by-layout.js';
import { isLead } from './is-lead.js';
import { isNameIn, isQuotedIn, keyOf, markedKeys } from './names.js';

/**
 * A definition as an oracle knows it. Lines are 1-based and inclusive.
 * @typedef {object} Definition
 * @property {string} kind
 * @property {string} name
 * @property {string} [scope] name of what is around
 * @property {number} line the one its name stands on
 * @property {number} [startLine] the first one, with decorators; absent if the oracle does not tell
 * @property {number} [endLine] the last one; absent if the oracle does not tell
 * @property {boolean} inside whether it is local to a function, and so need not be in an outline
 */

/** @typedef {import('../../src/outline/outline.js').OutlineSymbol} OutlineSymbol */

const FUNCTIONS = new Set(['function', 'method', 'constructor', 'operator', 'call']);
const TYPES = new Set(['class', 'struct', 'union', 'interface', 'enum', 'record', 'object']);

/**
 * How a language's definitions are compared.
 * @typedef {object} Rules
 * @property {'oracle' | 'layout' | 'none'} ends who tells where a definition ends: where the oracle does not, the layout may
 * @property {readonly string[]} [unmarked] kinds at whose names the oracle does not get a last `?`, `!` or `=` right
 * @property {readonly string[]} [endless] kinds of which the oracle does not know the end, whatever it says: the layout tells
 * @property {readonly string[]} [quotes] of texts that may run over several lines, `"` unless named; for the layout
 * @property {readonly string[]} [continued] kinds that end with the first line that no backslash continues, whatever it says
 * @property {RegExp} [decoration] a line of nothing but decorators, which belongs to the definition below it
 * @property {readonly string[]} [quoted] kinds whose name may stand anywhere in the symbol's name or signature, as that of a type in `impl A for B`
 */

/**
 * What is wrong with one definition, or with one symbol of the outline.
 * @typedef {object} Fault
 * @property {'missing' | 'start' | 'end' | 'nameless'} problem `nameless`: the lines of a symbol are without its name
 * @property {string} kind
 * @property {string} name
 * @property {string} [scope]
 * @property {number} line
 * @property {number} [startLine] due, where the oracle tells
 * @property {number} [endLine] due, where it is known
 * @property {readonly { readonly startLine: number, readonly endLine: number }[]} found what the outline has
 * @property {boolean} [isLocal] whether what is missing lies in the body of a function or of a call such as a test's, by the outline
 */

/**
 * @typedef {object} Verdict
 * @property {number} definitions that must be in the outline
 * @property {number} spans definitions found, so that their lines can be compared
 * @property {number} ends of these, the ones whose last line is known
 * @property {number} inside definitions in functions, which need not be there
 * @property {number} insideFound
 * @property {number} symbols of the outline
 * @property {readonly Fault[]} faults
 */

/**
 * Holds an outline against what an oracle found in the same text.
 * @param {string} text
 * @param {readonly OutlineSymbol[]} outline
 * @param {readonly Definition[]} definitions
 * @param {Rules} rules
 * @returns {Verdict}
 */
export function judge(text, outline, definitions, rules) {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const symbols = flatten(outline);
  const due = definitions.filter(({ inside }) => !inside);
  const local = definitions.filter(({ inside }) => inside);
  const candidates = matcher(symbols, rules);
  const functions = symbols.filter(({ kind }) => FUNCTIONS.has(kind));
  // what a function has swallowed is not indented as its body is
  /** @param {Definition} definition */
  const isLocal = ({ line }) =>
    functions.some(
      ({ startLine, endLine }) =>
        startLine < line && line <= endLine && indentAt(lines, startLine) < indentAt(lines, line),
    );
  const counts = { spans: 0, ends: 0 };
  const faults = due.flatMap((definition) => {
    const found = candidates(definition);
    if (found.length === 0) return [{ ...fault('missing', definition, []), isLocal: isLocal(definition) }];
    const endLine = endOf(definition, lines, rules);
    counts.spans += 1;
    if (endLine !== undefined) counts.ends += 1;
    return spanFault(found, definition, endLine, lines, rules);
  });
  return {
    definitions: due.length,
    ...counts,
    inside: local.length,
    insideFound: local.filter((definition) => candidates(definition).length > 0).length,
    symbols: symbols.length,
    faults: [...faults, ...nameless(symbols, lines)],
  };
}

/**
 * @param {readonly string[]} lines
 * @param {number} line 1-based
 */
function indentAt(lines, line) {
  return (lines[line - 1] ?? '').search(/\S|$/);
}

/** @param {readonly OutlineSymbol[]} outline */
function flatten(outline) {
  /** @type {OutlineSymbol[]} */
  const all = [];
  const pending = [...outline].reverse();
  for (let symbol = pending.pop(); symbol; symbol = pending.pop()) {
    all.push(symbol);
    for (const child of [...symbol.children].reverse()) pending.push(child);
  }
  return all;
}

/**
 * A function from a definition to the symbols that are it by name and place.
 * @param {readonly OutlineSymbol[]} symbols
 * @param {Rules} rules
 * @returns {(definition: Definition) => OutlineSymbol[]}
 */
function matcher(symbols, { quoted = [], unmarked = [] }) {
  /** @type {Map<string, OutlineSymbol[]>} */
  const byKey = new Map();
  for (const symbol of symbols) {
    const key = keyOf(symbol.name);
    const same = byKey.get(key);
    if (same) same.push(symbol);
    else byKey.set(key, [symbol]);
  }
  return (definition) => {
    const key = keyOf(definition.name);
    const keys = unmarked.includes(definition.kind) ? markedKeys(key) : [key];
    const isQuoted = quoted.includes(definition.kind);
    const named = isQuoted
      ? symbols.filter(({ name, signature }) => isQuotedIn(definition.name, name, signature))
      : keys.flatMap((each) => byKey.get(each) ?? []);
    return named.filter(
      ({ kind, startLine, endLine }) =>
        startLine <= definition.line &&
        definition.line <= endLine &&
        !(isConstructor(definition) && TYPES.has(kind)),
    );
  };
}

/**
 * Whether it bears the name of the class that it is in.
 * @param {Definition} definition
 */
function isConstructor({ kind, name, scope }) {
  return /^(?:function|method|prototype)$/.test(kind) && scope !== undefined && keyOf(scope) === keyOf(name);
}

/**
 * @param {Definition} definition
 * @param {readonly string[]} lines
 * @param {Rules} rules
 */
function endOf({ kind, line, endLine }, lines, { ends, endless = [], continued = [], quotes }) {
  if (ends === 'none') return undefined;
  if (continued.includes(kind)) return endByContinuation(lines, line);
  if (endless.includes(kind)) return endByLayout(lines, line, quotes);
  return endLine ?? (ends === 'layout' ? endByLayout(lines, line, quotes) : undefined);
}

/**
 * @param {readonly string[]} lines
 * @param {number} line 1-based
 */
function endByContinuation(lines, line) {
  let end = line;
  while (lines[end - 1]?.endsWith('\\')) end += 1;
  return Math.min(end, lines.length);
}

/**
 * Of several symbols, as of a class and its constructor, the one that fits best is meant.
 * @param {readonly OutlineSymbol[]} found
 * @param {Definition} definition
 * @param {number | undefined} endLine
 * @param {readonly string[]} lines
 * @param {Rules} rules
 * @returns {Fault[]}
 */
function spanFault(found, definition, endLine, lines, { decoration }) {
  const starting = found.filter(({ startLine }) => {
    if (definition.startLine !== undefined) return startLine === definition.startLine;
    if (decoration?.test(lines[startLine - 2] ?? '')) return false;
    return isLead(lines.slice(startLine - 1, definition.line), definition.kind);
  });
  if (starting.length === 0) return [fault('start', definition, found, endLine)];
  if (endLine === undefined || starting.some((symbol) => symbol.endLine === endLine)) return [];
  return [fault('end', definition, starting, endLine)];
}

/**
 * @param {readonly OutlineSymbol[]} symbols
 * @param {readonly string[]} lines
 */
function nameless(symbols, lines) {
  return symbols
    .filter(({ name, startLine, endLine }) => !isNameIn(name, lines, startLine, endLine))
    .map((symbol) =>
      fault('nameless', { kind: symbol.kind, name: symbol.name, line: symbol.startLine, inside: false }, [
        symbol,
      ]),
    );
}

/**
 * @param {Fault['problem']} problem
 * @param {Definition} definition
 * @param {readonly OutlineSymbol[]} found
 * @param {number} [endLine]
 * @returns {Fault}
 */
function fault(problem, { kind, name, scope, line, startLine }, found, endLine) {
  return {
    problem,
    kind,
    name,
    line,
    ...(scope === undefined ? {} : { scope }),
    ...(startLine === undefined ? {} : { startLine }),
    ...(endLine === undefined ? {} : { endLine }),
    found: found.map(({ startLine, endLine }) => ({ startLine, endLine })),
  };
}
