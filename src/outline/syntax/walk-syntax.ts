import type { Node } from 'web-tree-sitter';
import { docBefore } from '../doc-before.js';
import { firstSentence } from '../first-sentence.js';
import type { OutlineImport, OutlineSymbol } from '../outline.js';
import type { Lines } from './line-ranges.js';
import type { Definition, Scope, Syntax, Visibility } from './syntax.js';
import { trimmed } from './trimmed.js';

export interface Walked {
  readonly imports: readonly OutlineImport[];
  readonly symbols: readonly OutlineSymbol[];
  /** Lines that the grammar could not make sense of, outside the bodies that no outline looks into. */
  readonly broken: readonly Lines[];
  /** Whether there is any error, also in a body. */
  readonly hasError: boolean;
}

/** Levels of nodes that are looked into, however deep the input is. */
const DEPTH_LIMIT = 40;

/** UTF-16 units up to which a line that begins with the end of a signature is shown whole, its body included. */
const SHORT = 100;

interface Place {
  readonly start: number;
  readonly end: number;
  /** Where the comments before it begin. */
  readonly comments: readonly number[];
}

/**
 * Everything that a tree defines, in order.
 * @param text the text to quote, and the one that was parsed, which is the same but for what was blanked out in it
 * @param lineOf the 1-based line of an offset in them
 */
export function walkSyntax(
  syntax: Syntax,
  root: Node,
  { source, plain }: { readonly source: string; readonly plain: string },
  lineOf: (offset: number) => number,
): Walked {
  const imports: OutlineImport[] = [];
  const broken: Lines[] = [];
  const top: Scope = { source, parent: undefined, visible: true, depth: 0 };
  if (root.type === 'ERROR') broken.push([1, lineOf(Math.max(0, source.length - 1))]);
  return { symbols: definitionsIn(root, top), imports, broken, hasError: root.hasError };

  /** @param before where comments begin that stand before the block and may belong to the first in it */
  function definitionsIn(block: Node, around: Scope, before: readonly number[] = []): OutlineSymbol[] {
    let found: OutlineSymbol[] = [];
    if (around.depth > DEPTH_LIMIT) return found;
    let scope = around;
    let comments = [...before];
    let prefix: number | undefined;
    for (const node of block.namedChildren) {
      const type = node.type;
      const start = node.startIndex;
      if (syntax.comments.has(type)) {
        if (prefix === undefined) comments.push(start);
        continue;
      }
      if (syntax.prefixes?.has(type)) {
        prefix ??= start;
        continue;
      }
      const from = prefix ?? withBlanked(start);
      const seen = visit(node, type, { start: from, end: node.endIndex, comments }, scope);
      if ('exports' in seen) {
        if (seen.names) found = found.map((symbol) => ofVisibility(symbol, seen));
        else scope = { ...scope, visible: seen.exports };
      } else for (const symbol of seen) found.push(symbol);
      comments = [];
      prefix = undefined;
    }
    return found;
  }

  /** Where a node begins if what was blanked out before it on its line is a part of it. */
  function withBlanked(start: number): number {
    let at = start;
    while (at > 0 && (plain[at - 1] === ' ' || plain[at - 1] === '\t')) at--;
    return start - source.slice(at, start).trimStart().length;
  }

  function visit(
    node: Node,
    type: string,
    place: Place,
    scope: Scope,
  ): readonly OutlineSymbol[] | Visibility {
    if (type === 'ERROR') {
      broken.push([lineOf(place.start), lineOf(Math.max(place.start, place.end - 1))]);
      return definitionsIn(node, deeper(scope));
    }
    const imported = syntax.imports?.(node, type, source);
    if (imported) for (const one of imported) imports.push(one);
    const step = syntax.define(node, type, scope);
    if (step === undefined) return [];
    if (step === 'inside') return definitionsIn(node, deeper(scope), place.comments);
    if ('wraps' in step) return visit(step.wraps, step.wraps.type, place, scope);
    if ('exports' in step) return step;
    const definitions = 'kind' in step ? [step] : step;
    const real = node.hasError ? { ...place, end: mended(node, definitions[0], place) } : place;
    const symbols = definitions.map((one) => symbolOf(one, real, scope));
    // One that the signature before it shows already can be found by its name, and need not be shown again.
    return symbols.map((one, i) =>
      symbols[i - 1]?.signature.includes(one.signature) ? { ...one, kind: 'name' } : one,
    );
  }

  function symbolOf(definition: Definition, around: Place, scope: Scope): OutlineSymbol {
    const { kind, name, at, exported } = definition;
    const start = at?.startIndex ?? around.start;
    const end = endOf(at?.endIndex ?? around.end, start);
    const [startLine, endLine] = [lineOf(start), lineOf(Math.max(start, end - 1))];
    const cut = definition.signatureEnd ?? definition.body?.startIndex ?? end;
    const lastLine = source.lastIndexOf('\n', cut - 1) + 1;
    const whole = end - Math.max(start, lastLine) <= SHORT && !source.slice(lastLine, end).includes('\n');
    const inner = { source, parent: { kind, name, exported }, visible: true, depth: scope.depth + 1 };
    const children = (definition.members ?? []).flatMap((block) =>
      block ? definitionsIn(block, inner) : [],
    );
    const quoted = definition.signature ?? { startIndex: start, endIndex: whole ? end : cut };
    const signature = trimmed(source.slice(quoted.startIndex, quoted.endIndex));
    const own = definition.doc === undefined ? undefined : firstSentence(definition.doc);
    const doc = (around.comments.length > 0 ? docBefore(start, around.comments, source) : undefined) ?? own;
    return {
      kind,
      name,
      signature,
      startLine,
      endLine,
      elided:
        whole || cut === end || definition.signature
          ? 0
          : hiddenLines(/[{([]/.test(source[cut]!) ? cut + 1 : start + signature.length, end, children),
      ...(doc === undefined ? {} : { doc }),
      exported,
      // What a signature shows already can be found by its name, and need not be shown again.
      children: whole ? children.map((child) => ({ ...child, kind: 'name', children: [] })) : children,
    };
  }

  /**
   * Where a definition that holds an error ends. What is wrong in its header is told of as broken. So is what follows a
   * closing bracket that is indented no more than its first line: a missing bracket made it swallow what comes after it.
   */
  function mended(node: Node, definition: Definition | undefined, { start, end }: Place): number {
    const body = definition?.body;
    for (const child of node.children) {
      if (child.startIndex === body?.startIndex || !(child.hasError || child.isMissing)) continue;
      broken.push([lineOf(child.startIndex), lineOf(Math.max(child.startIndex, child.endIndex - 1))]);
    }
    // what is inside a container is looked at for itself
    if (!body?.hasError || (definition?.members?.length ?? 0) > 0) return end;
    const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', start - 1) + 1, start))![0].length;
    const closing = new RegExp(`\\n[ \\t]{0,${indent}}(?:[})]|end\\b)`, 'g');
    closing.lastIndex = body.startIndex;
    const at = closing.exec(source);
    const close = at ? at.index + at[0].length : end;
    if (close >= end - 1) return end;
    broken.push([lineOf(close) + 1, lineOf(end - 1)]);
    return close;
  }

  /** Without line ends and blanks, which some grammars count to a statement. */
  function endOf(end: number, start: number): number {
    let last = end;
    while (last > start && source.charCodeAt(last - 1) <= 32) last--;
    return last;
  }

  /** Lines between a signature and the end that neither a member nor a closing bracket or word is on. */
  function hiddenLines(from: number, end: number, children: readonly OutlineSymbol[]): number {
    const last = lineOf(end - 1);
    const closing = /^[\s)\]};,]*(?:(?:end|fi|done|esac)[\s)\]};,]*)?$/.test(lastLine(end));
    const inside = last - lineOf(Math.max(0, from - 1)) - (closing ? 1 : 0);
    const shown = children.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
    return Math.max(0, inside - shown);
  }

  function lastLine(end: number): string {
    const start = source.lastIndexOf('\n', end - 1) + 1;
    return end - start > 200 ? source.slice(start, start + 200) : source.slice(start, end);
  }
}

function ofVisibility(symbol: OutlineSymbol, { names, exports }: Visibility): OutlineSymbol {
  return names?.includes(symbol.name) ? { ...symbol, exported: exports } : symbol;
}

function deeper(scope: Scope): Scope {
  return { ...scope, depth: scope.depth + 1 };
}
