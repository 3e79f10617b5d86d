import type { Node } from 'web-tree-sitter';
import { type Definition, type Scope, type Step, type Syntax, textOf } from '../syntax/syntax.js';
import { plainName, textOfLiteral } from './literals.js';

/** Calls that define methods named by their arguments, as attributes of an object. */
const PROPERTIES =
  /^(?:attr(?:_reader|_writer|_accessor)?|[cm]attr_(?:reader|writer|accessor)|(?:class|thread_mattr|attr)_(?:attribute|accessor|internal)|has_(?:many|one|and_belongs_to_many)|belongs_to|delegate|def_(?:instance_)?delegators?|scope|attribute|property)$/;
/** Those whose first argument is another object's name for it. */
const NAMED_LATER = /^def_(?:instance_)?delegators?$/;
const METHODS = /^define_(?:singleton_)?method$/;
const HIDING = /^private|^protected$/;
const SHOWING = /^public|^module_function$/;
/** Calls that declare something even without a block. */
const DECLARING = /^(?:task|multitask|file|gem)$/;
/** Calls with a block that matter within another's though they have no title. */
const UNTITLED = /^(?:before|after|around|setup|teardown|let|subject|included|class_methods|helpers)/;

/** What a statement that is a call stands for. */
export function callOf(node: Node, scope: Scope, define: Syntax['define']): Step {
  const { source, parent } = scope;
  const receiver = node.childForFieldName('receiver');
  const method = textOf(node.childForFieldName('method'), source);
  const args = node.childForFieldName('arguments')?.namedChildren ?? [];
  const block = node.childForFieldName('block');
  if (!receiver && parent?.kind !== 'call') {
    const exports = HIDING.test(method) ? false : SHOWING.test(method) ? true : undefined;
    if (exports !== undefined) return visibility(args, exports, scope, define);
  }
  if (!receiver || receiver.type === 'self') {
    const exported = scope.visible;
    if (PROPERTIES.test(method)) {
      const named = NAMED_LATER.test(method) ? args.slice(1) : args;
      return namesOf(named, source).map((name) => ({ kind: 'property', name, exported }));
    }
    const [name] = namesOf(args, source);
    if (method === 'alias_method' && name !== undefined) return { kind: 'alias', name, exported };
    if (METHODS.test(method) && name !== undefined)
      return { kind: 'method', name, ...headed(block), exported };
    if (DECLARING.test(method) && name !== undefined) return declared(node, name, block, source);
  }
  if (!block) return undefined;
  if (receiver && !/^(?:constant|scope_resolution|self)$/.test(receiver.type)) return 'inside';
  // what a test runs, as `File.open('x') do`, says nothing of the test
  if (receiver && parent?.kind === 'call' && !/^(?:describe|context)$/.test(method)) return 'inside';
  return blockCall(method, args, block, scope);
}

/** `private def x`, `private attr_reader :x`, `private :x, :y`; all that follows, if the call has no argument. */
function visibility(args: readonly Node[], exports: boolean, scope: Scope, define: Syntax['define']): Step {
  const [first] = args;
  if (!first) return { exports };
  if (first.type === 'array' || first.type === 'symbol_array')
    return visibility(first.namedChildren, exports, scope, define);
  const names = namesOf(args, scope.source);
  if (names.length > 0) return { exports, names };
  const step = define(first, first.type, { ...scope, visible: exports });
  if (step === undefined || step === 'inside' || 'exports' in step || 'wraps' in step) return step;
  const definitions: readonly Definition[] = 'kind' in step ? [step] : step;
  return definitions.map((one) => ({ ...one, exported: exports }));
}

/** `describe 'a' do`, `namespace :x do`, `before do`: named by its title, else by the method. */
function blockCall(method: string, args: readonly Node[], block: Node, { source, parent }: Scope): Step {
  const title = titleOf(args[0], source);
  if (parent?.kind === 'call' && title === undefined && !UNTITLED.test(method)) return 'inside';
  return { kind: 'call', name: title || method, ...headed(block), members: [block], exported: false };
}

function declared(node: Node, name: string, block: Node | null, source: string): Step {
  const body = block ? headed(block) : { body: longArguments(node, source) };
  return { kind: 'call', name, ...body, members: [block], exported: false };
}

/** Arguments on several lines. */
function longArguments(node: Node, source: string): Node | undefined {
  const list = node.childForFieldName('arguments');
  return textOf(list, source).includes('\n') ? (list?.namedChildren[1] ?? undefined) : undefined;
}

/** A block leaves out what follows the word or brace that opens it, and its parameters. */
export function headed(block: Node | null): Pick<Definition, 'body' | 'signatureEnd'> {
  if (!block) return {};
  const parameters = block.childForFieldName('parameters');
  return { body: block, signatureEnd: (parameters ?? block.child(0) ?? block).endIndex };
}

function titleOf(node: Node | undefined, source: string): string | undefined {
  if (!node) return undefined;
  if (node.type === 'constant' || node.type === 'scope_resolution') return plainName(textOf(node, source));
  if (node.type === 'pair') return titleOf(node.childForFieldName('key') ?? undefined, source);
  return textOfLiteral(node, source);
}

function namesOf(args: readonly Node[], source: string): readonly string[] {
  return args.flatMap((each) => {
    const isTask = each.type === 'pair' && each.startIndex === args[0]?.startIndex;
    const name = textOfLiteral(isTask ? each.childForFieldName('key') : each, source);
    return name === undefined ? [] : [name];
  });
}
