import { docBefore } from '../doc-before.js';
import { firstSentence } from '../first-sentence.js';
import type { OutlineImport, OutlineSymbol } from '../outline.js';
import { type BlockFacts, blockSymbol, type Lined } from '../scan/block-symbol.js';
import type { Block } from '../scan/read-blocks.js';
import { classMember, enumMember } from './class-members.js';
import { importOf } from './import-of.js';
import { openingOf, parametersIn } from './parameters-in.js';
import { statementsOf } from './statements-of.js';
import { titledCommand } from './titled-command.js';

const FUNCTION =
  /^(?:function|filter|workflow|configuration)\s+(?:(?:script|global|local|private):)?([^\s(){};]+)/i;
const TYPE = /^(class|enum)\s+(\w+)/i;
const PARAM = /^param\s*\(/i;
/** Statements that only run their block, whose definitions count as if they stood in its place. */
const RUNNING =
  /^(?:(?:if|elseif|else|try|catch|finally|foreach|for|while|do|switch|trap|begin|process|end|clean|dynamicparam|parallel|sequence)\b.*|[&.]?)$/i;
const ALIAS = /^(?:Set|New)-Alias\s+(?:.*?-Name\s+)?["']?([^\s"'-][^\s"']*)/i;
const VARIABLES = /^(?:\[[^\]]*\]\s*)*(\$(?!env:)[\w:]+(?:\s*,\s*\$(?!env:)[\w:]+)*)\s*=(?!=)/i;
/** UTF-16 units up to which a definition, or a value, on one line is shown whole. */
const SHORT = 100;
const SHORT_VALUE = 80;

export interface Found {
  readonly symbols: readonly OutlineSymbol[];
  readonly imports: readonly OutlineImport[];
}

/**
 * What the statements of a script define, in order.
 * @param exports names in lower case that the script exports; absent if it exports all
 */
export function powershellSymbols(
  at: Lined,
  blocks: readonly Block[],
  exports: ReadonlySet<string> | undefined,
): Found {
  const imports: OutlineImport[] = [];
  return { symbols: definitionsIn(blocks, true), imports };

  /** @param isTop whether they stand in no command's block */
  function definitionsIn(around: readonly Block[], isTop: boolean): readonly OutlineSymbol[] {
    const found: OutlineSymbol[] = [];
    for (const { block, head } of statementsOf(at, around))
      for (const symbol of definitionsOf(block, head, isTop)) found.push(symbol);
    return found;
  }

  function definitionsOf(block: Block, head: string, isTop: boolean): readonly OutlineSymbol[] {
    const name = FUNCTION.exec(head)?.[1];
    if (name !== undefined && block.body !== undefined) return [functionOf(block, name)];
    const [, kind, type] = TYPE.exec(head) ?? [];
    if (kind && type && block.body !== undefined) return [typeOf(block, kind.toLowerCase(), type)];
    if (PARAM.test(head)) return isTop ? [parametersOf(block)] : [];
    if (RUNNING.test(head)) return definitionsIn(block.children, isTop);
    const names = VARIABLES.exec(head)?.[1];
    if (names !== undefined) return isTop ? variables(block, names) : [];
    if (block.body === undefined) return commandOf(block, head);
    if (head.startsWith('$')) return [];
    const title = titledCommand(head, isTop);
    if (title === undefined) return definitionsIn(block.children, isTop);
    return [shown(block, { kind: 'call', name: title, children: definitionsIn(block.children, false) })];
  }

  /** An alias; what is imported defines nothing. */
  function commandOf(block: Block, head: string): readonly OutlineSymbol[] {
    const imported = importOf(head, at.lineAt(block.start));
    if (imported) imports.push(imported);
    const name = ALIAS.exec(head)?.[1];
    return name === undefined ? [] : [blockSymbol(at, block, { kind: 'alias', name, exported: true })];
  }

  /** A help comment may stand first in the body. */
  function functionOf(block: Block, name: string): OutlineSymbol {
    const [first] = statementsOf(at, block.children);
    const help = block.children[0]?.comments.find((comment) => at.text.startsWith('<#', comment));
    const doc =
      docBefore(block.start, block.comments, at.text) ?? (help === undefined ? undefined : saidAt(help));
    const children = first && PARAM.test(first.head) ? parametersIn(at, first.block) : [];
    const exported = exports ? exports.has(name.toLowerCase()) : !name.startsWith('_');
    return shown(block, { kind: 'function', name, children, doc, exported });
  }

  function saidAt(comment: number): string | undefined {
    const end = at.text.indexOf('#>', comment);
    return firstSentence(at.text.slice(comment, end === -1 ? at.text.length : end + 2));
  }

  function typeOf(block: Block, kind: string, name: string): OutlineSymbol {
    const memberOf = kind === 'class' ? classMember : enumMember;
    const children = statementsOf(at, block.children).flatMap((member) => {
      const facts = memberOf(member.head, name);
      return facts ? [shown(member.block, facts)] : [];
    });
    return shown(block, { kind, name, children, exported: true });
  }

  /** Those of the script itself. */
  function parametersOf(block: Block): OutlineSymbol {
    const [signatureEnd, children] = [openingOf(at.text, block), parametersIn(at, block)];
    return blockSymbol(at, block, {
      kind: 'parameters',
      name: 'param',
      signatureEnd,
      children,
      exported: true,
    });
  }

  function variables(block: Block, list: string): readonly OutlineSymbol[] {
    const { start, end, headEnd, body } = block;
    const valueStart = body === undefined ? at.text.indexOf('=', start) + 1 : headEnd;
    const signatureEnd = isOnLine(block, SHORT_VALUE) ? end : valueStart;
    return list.split(',').map((each, i) => {
      const name = each.trim().replace(/^\$(?:\w+:)?/, '');
      const exported = /^\s*\$global:/i.test(each);
      return blockSymbol(at, block, { kind: i === 0 ? 'variable' : 'name', name, signatureEnd, exported });
    });
  }

  function isOnLine({ start, end }: Block, limit: number): boolean {
    return end - start <= limit && at.lineAt(start) === at.lineAt(end - 1);
  }

  /** Whole if it is short and on one line; what it holds can then be found by its name, and need not be shown again. */
  function shown(block: Block, facts: BlockFacts): OutlineSymbol {
    if (!isOnLine(block, SHORT)) return blockSymbol(at, block, facts);
    const children = facts.children?.map((child) => ({ ...child, kind: 'name', children: [] }));
    return blockSymbol(at, block, { ...facts, ...(children && { children }), signatureEnd: block.end });
  }
}
