import { docBefore } from '../doc-before.js';
import { firstSentence } from '../first-sentence.js';
import type { Outline, OutlineImport, OutlineSymbol } from '../outline.js';
import { signatureOf } from '../scan/signature.js';
import { type LogicalLine, logicalLines } from './logical-lines.js';
import { assignedIn, ruleIn } from './statements.js';

const INCLUDE = /^ *(?:-include|sinclude|include)\s+(\S.*)/s;
const DEFINE = /^ *(?:(?:override|export)\s+)*define\s+(\S+)/;
const ENDEF = /^ *endef\b/;
const CONDITION = /^ *(?:ifn?eq|ifn?def|else|endif)\b/;

/** What a makefile defines, and what it includes. */
export function readMakefile(text: string): Pick<Outline, 'imports' | 'symbols' | 'note'> {
  const lines = logicalLines(text);
  const ends = endsOfDefines(lines);
  const imports: OutlineImport[] = [];
  const symbols: OutlineSymbol[] = [];
  const assigned = new Set<string>();
  let comments: number[] = [];
  let note: string | undefined;
  /** Whether a line with a tab belongs to the last symbol. */
  let inRule = false;

  const add = (line: LogicalLine, facts: Pick<OutlineSymbol, 'kind' | 'name'>, written: Written): void => {
    const start = line.start + line.text.search(/\S/);
    const signature = signatureOf(line.text, { start: 0, end: written.end });
    const wanted = line.text.slice(0, written.end).trim().length;
    const doc = docBefore(start, comments, text) ?? (written.help && firstSentence(written.help));
    const lastLine = line.startLine + signature.split('\n').length - 1;
    symbols.push({
      ...facts,
      signature,
      startLine: line.startLine,
      endLine: line.endLine,
      elided: Math.max(line.endLine - lastLine, written.isCut || signature.length < wanted ? 1 : 0),
      ...(doc && { doc }),
      exported: false,
      children: (written.others ?? []).map((name) => ({
        kind: 'name',
        name,
        signature: name,
        startLine: line.startLine,
        endLine: line.endLine,
        elided: 0,
        exported: false,
        children: [],
      })),
    });
    comments = [];
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const defined = DEFINE.exec(line.text)?.[1];
    const included = INCLUDE.exec(line.text)?.[1];
    if (inRule && line.text.startsWith('\t')) extend(symbols, line.endLine);
    else if (line.text.trim() === '' || CONDITION.test(line.text)) {
      // neither ends a rule
    } else if (/^\s*#/.test(line.text)) comments.push(line.start + line.text.search(/\S/));
    else if (defined !== undefined) {
      const last = ends.get(i);
      if (last === undefined) note = `a define on line ${line.startLine} has no end`;
      else {
        add(line, { kind: 'define', name: defined }, { end: line.text.length });
        extend(symbols, lines[last]!.endLine, 1);
        i = last;
      }
      inRule = false;
    } else if (included !== undefined) {
      const names =
        included
          .replace(/#.*$/s, '')
          .replace(/\\\r?\n/g, ' ')
          .match(/\$\([^)]*\)\S*|\S+/g) ?? [];
      for (const module of names) imports.push({ module, names: [], line: line.startLine });
      inRule = false;
    } else {
      const variable = assignedIn(line.text);
      const rule = variable ? undefined : ruleIn(line.text);
      if (variable && !(variable.appends && assigned.has(variable.name))) {
        assigned.add(variable.name);
        add(line, { kind: 'variable', name: variable.name }, variable);
      } else if (rule) {
        const [name = '', ...others] = rule.targets;
        add(line, { kind: 'target', name }, { ...rule, others });
      } else comments = [];
      inRule = rule !== undefined;
    }
  }
  return { imports, symbols, ...(note && { note }) };
}

/** As far as a line is quoted, and what it says besides. */
interface Written {
  /** Length of what is quoted. */
  readonly end: number;
  /** Whether more than a comment is behind that. */
  readonly isCut?: boolean;
  /** A comment behind it. */
  readonly help?: string | undefined;
  /** Further names that it defines. */
  readonly others?: readonly string[];
}

/** Lets the last symbol reach to a line; `closing` lines of it are no part of its body. */
function extend(symbols: OutlineSymbol[], endLine: number, closing = 0): void {
  const last = symbols.pop()!;
  symbols.push({ ...last, elided: last.elided + endLine - last.endLine - closing, endLine });
}

/** Of each line that begins a definition, the index of the one that ends it; definitions may nest. */
function endsOfDefines(lines: readonly LogicalLine[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  lines.forEach(({ text }, i) => {
    if (DEFINE.test(text)) open.push(i);
    else if (open.length > 0 && ENDEF.test(text)) ends.set(open.pop()!, i);
  });
  return ends;
}
