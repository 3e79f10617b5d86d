import type { Node } from 'web-tree-sitter';
import { type Scope, type Step, textOf } from '../syntax/syntax.js';
import { innermost } from './innermost.js';

/** Commands that only run the block they are handed. */
const RUNNING = /^(?:.*-(?:Object|Command|Job|Item)|[%?]|&|\.)$/i;
/** Blocks without a title that matter within another: they prepare a test, and may define functions. */
const UNTITLED = /^(?:Before|After)\w+$/i;

/** What a statement that is a command stands for: an alias; a block with a title, as of Pester, psake and DSC. */
export function commandOf(node: Node, { source, parent }: Scope): Step {
  const name = textOf(node.childForFieldName('command_name'), source);
  const elements = node.childForFieldName('command_elements')?.namedChildren ?? [];
  const args = elements.filter(({ type }) => type !== 'command_argument_sep').map(innermost);
  if (/^(?:Set|New)-Alias$/i.test(name)) return aliasOf(args, source);
  if (/^Export-ModuleMember$/i.test(name)) return undefined;
  const block = args.findLast(({ type }) => type === 'script_block_expression');
  if (!block) return undefined;
  const script = block.namedChildren.find(({ type }) => type === 'script_block');
  if (RUNNING.test(name) || name === '') return script ? 'inside' : undefined;
  const title = titleOf(args[0], source);
  if (title === undefined && parent?.kind === 'call' && !UNTITLED.test(name)) return undefined;
  return {
    kind: 'call',
    name: title || name,
    body: script,
    signatureEnd: block.startIndex,
    members: [script],
    exported: false,
  };
}

function titleOf(node: Node | undefined, source: string): string | undefined {
  const text = textOf(node, source);
  if (node?.type === 'generic_token') return text;
  return node && /string/.test(node.type) ? text.replace(/^["']|["']$/g, '') : undefined;
}

/** `Set-Alias name value`, `New-Alias -Value value -Name name` */
function aliasOf(args: readonly Node[], source: string): Step {
  const flag = args.findIndex((each) => /^-Name$/i.test(textOf(each, source)));
  const name = titleOf(args[flag + 1], source);
  return name === undefined ? undefined : { kind: 'alias', name, exported: true };
}
