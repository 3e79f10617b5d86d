import type { Node } from 'web-tree-sitter';
import type { Grammar, Stretch } from '../grammar.js';
import { lineIndex } from '../lines.js';
import type { OutlineImport, OutlineSymbol } from '../outline.js';
import { trimmed } from './define.js';
import { type Header, headerOf, memberHeaderOf } from './header-of.js';
import { type Statement, statementsIn } from './statements-in.js';
import { type Found, walk } from './walk.js';

/** A text in the three forms that recovery reads, offset for offset the same. */
export interface Forms {
  /** As it is: what signatures quote. */
  readonly source: string;
  /** What `plainSyntax` makes of it: what is parsed. */
  readonly plain: string;
  /** What `codeOf` makes of it: where brackets and words are found. */
  readonly code: string;
}

export interface Recovered extends Found {
  /** `undefined` if all was parsed as a whole. First and last lines, 1-based, of the statements that no grammar could read, so that their first words were. */
  readonly unparsed: readonly (readonly [first: number, last: number])[] | undefined;
}

const DEPTH_LIMIT = 4;
/** Statements that fail to parse before no more is tried: the file is in another language. */
const FAILURES_LIMIT = 100;
const MEMBERS_IN = new Set(['class', 'interface', 'enum']);

/**
 * The definitions of a text that does not parse: split into statements, each is parsed for itself, so that an error
 * costs no more than its statement. That one is read by its first words, and what is inside its braces likewise.
 */
export function recover(forms: Forms, grammars: readonly Grammar[], deadline: number): Recovered {
  const { source, plain, code } = forms;
  const lineOf = lineIndex(source);
  const imports: OutlineImport[] = [];
  const placeholders: OutlineSymbol[] = [];
  const exportedNames = new Set<string>();
  const unparsed: (readonly [number, number])[] = [];
  const symbols = definitionsIn({ start: 0, end: code.length }, 0);
  return { imports, placeholders, exportedNames, symbols, unparsed };

  function definitionsIn(stretch: Stretch, depth: number): OutlineSymbol[] {
    let from = stretch.start;
    return statementsIn(code, stretch).flatMap((statement) => {
      // from the end of the last one, so that the doc comment is in it
      const found = parsed({ start: from, end: statement.end });
      from = statement.end;
      if (!found) return unparsedDefinitions(statement, depth);
      imports.push(...found.imports);
      placeholders.push(...found.placeholders);
      for (const name of found.exportedNames) exportedNames.add(name);
      return found.symbols;
    });
  }

  function parsed(stretch: Stretch): Found | undefined {
    if (unparsed.length >= FAILURES_LIMIT) return undefined;
    const options = { deadline, stretch: { ...stretch, startRow: lineOf(stretch.start) - 1 } };
    for (const grammar of grammars) {
      const found = grammar.read(
        plain,
        (root) => (isReadable(root) ? walk(root, source) : undefined),
        options,
      );
      if (found) return found;
    }
    return undefined;
  }

  function unparsedDefinitions(statement: Statement, depth: number): OutlineSymbol[] {
    const header = headerOf(forms, statement);
    const inner = (block: Stretch) => (depth < DEPTH_LIMIT ? definitionsIn(insideOf(block), depth + 1) : []);
    if (!header && statement.blocks.length > 0) return statement.blocks.flatMap(inner);
    unparsed.push([lineOf(statement.start), lineOf(statement.end - 1)]);
    if (!header) return [];
    const { braces } = statement;
    if (braces && MEMBERS_IN.has(header.kind)) return [symbol(statement, header, membersIn(braces, header))];
    return [symbol(statement, header, braces && header.kind === 'namespace' ? inner(braces) : [])];
  }

  function membersIn(block: Stretch, parent: Header): OutlineSymbol[] {
    return statementsIn(code, insideOf(block)).flatMap((statement) => {
      const header = memberHeaderOf(forms, statement);
      return header ? [symbol(statement, { ...header, exported: parent.exported }, [])] : [];
    });
  }

  function symbol(statement: Statement, header: Header, children: readonly OutlineSymbol[]): OutlineSymbol {
    const { start, end, braces } = statement;
    const lineEnd = source.indexOf('\n', start);
    const cut = braces?.start ?? (lineEnd === -1 ? end : Math.min(end, lineEnd));
    const [startLine, endLine] = [lineOf(start), lineOf(end - 1)];
    const hidden = endLine - lineOf(cut - 1);
    return {
      ...header,
      signature: trimmed(source.slice(start, cut)),
      startLine,
      endLine,
      elided: children.length > 0 ? 0 : braces ? Math.max(0, hidden - 1) : hidden,
      children,
    };
  }
}

function insideOf({ start, end }: Stretch): Stretch {
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}

const FUNCTION_LIKE = /function|^method_definition$|^class_static_block$/;

/**
 * Whether a statement's tree has no error but in the bodies of functions, which no outline looks into. A brace that
 * is missing there moves what follows into the body, so that one is no less an error.
 */
function isReadable(root: Node): boolean {
  if (!root.hasError) return true;
  if (root.type === 'ERROR') return false;
  if (root.namedChildren.filter((child) => child.type !== 'comment').length > 1) return false;
  const pending = [{ node: root, inBody: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const isFunction = FUNCTION_LIKE.test(next.node.type);
    for (const node of next.node.children) {
      if (!node.hasError) continue;
      const inBody = next.inBody || (isFunction && node.type === 'statement_block');
      if (node.isMissing ? !inBody || node.type === '}' : !inBody && node.type === 'ERROR') return false;
      pending.push({ node, inBody });
    }
  }
  return true;
}
