import type { Node } from 'web-tree-sitter';
import { type Scope, type Step, textOf } from '../syntax/syntax.js';

/** Calls in a row, `a()->b()->c()`, that are looked through. */
const LONGEST_CHAIN = 20;

interface Call {
  readonly callee: string;
  readonly title: string | undefined;
  readonly closure: Node | undefined;
}

/** `it('…', function () { … })`, `Route::prefix('…')->group(function () { … })`, `Route::get('…', …)`: named by its title. */
export function callChain(node: Node, { source }: Scope): Step {
  const chain = callsIn(node, source);
  const last = chain.find(({ closure }) => closure !== undefined);
  const isRoute = /^\\?(?:\w+\\)*Route::/.test(textOf(node, source).slice(0, 100));
  const title = chain.findLast((call) => call.title !== undefined)?.title;
  if (!last && !(isRoute && title !== undefined)) return undefined;
  const body = last?.closure?.childForFieldName('body');
  const name = title || (chain.at(-1)?.callee ?? '');
  return { kind: 'call', name, body, members: [body], exported: false };
}

/** The last call first. */
function callsIn(node: Node, source: string): readonly Call[] {
  const calls: Call[] = [];
  let at: Node | null = node;
  for (let count = 0; at && count < LONGEST_CHAIN; count++) {
    const args =
      at.childForFieldName('arguments')?.namedChildren.map((argument) => argument.namedChildren.at(-1)) ?? [];
    if (!/^(?:function|scoped|member)_call_expression$/.test(at.type)) break;
    const callee = textOf(
      at.childForFieldName(at.type === 'function_call_expression' ? 'function' : 'name'),
      source,
    );
    const title = /^(?:encapsed_)?string$/.test(args[0]?.type ?? '')
      ? textOf(args[0], source).slice(1, -1)
      : undefined;
    const closure = args.find((argument) => argument?.type === 'anonymous_function') ?? undefined;
    calls.push({ callee, title, closure });
    at = at.childForFieldName('object');
  }
  return calls;
}
