import type { Node } from 'web-tree-sitter';
import type { OutlineImport, OutlineSymbol } from '../outline.js';
import { assignments } from './assignments.js';
import { callStatement } from './call-statement.js';
import { ambientGlobal, declaration } from './declaration.js';
import { define, textOf } from './define.js';
import { exportStatement } from './export-statement.js';
import { importOf } from './import-of.js';
import { type Place, placedChildren, type Typed } from './placed-children.js';
import { type BlockKind, DEPTH_LIMIT, deeper, type Scope } from './scope.js';
import { variables } from './variables.js';
import { unwrap } from './view-value.js';

export interface Found {
  readonly imports: OutlineImport[];
  readonly symbols: OutlineSymbol[];
  readonly exportedNames: Set<string>;
  readonly placeholders: OutlineSymbol[];
}

/** Everything that a tree without errors defines, in order. `source` is the text to quote, offset for offset the one parsed. */
export function walk(root: Node, source: string): Found {
  const found = { imports: [], exportedNames: new Set<string>(), placeholders: [] };
  const symbols = definitionsIn(root, { ...found, source, depth: 0, definitionsIn }, 'module');
  return { ...found, symbols };
}

function definitionsIn(block: Node, scope: Scope, kind: BlockKind): OutlineSymbol[] {
  if (scope.depth > DEPTH_LIMIT) return [];
  return placedChildren(block, scope.source).flatMap((at) => statement(at, at, scope, kind));
}

/** @param what the statement, or the declaration in it; `at` is where all of it stands */
function statement(what: Typed, at: Place, scope: Scope, block: BlockKind): readonly OutlineSymbol[] {
  const { node } = what;
  switch (what.type) {
    case 'import_statement': {
      const found = importOf(node, scope.source);
      if (found) scope.imports.push(found);
      return [];
    }
    case 'import_alias': {
      const name = node.namedChild(0);
      return name ? [define(scope.source, at, { kind: 'alias', name: textOf(scope.source, name) })] : [];
    }
    case 'export_statement': {
      const declared = node.childForFieldName('declaration');
      const place = { ...at, exported: true };
      return declared
        ? statement({ node: declared, type: declared.type }, place, scope, block)
        : listOf(exportStatement(node, place, scope));
    }
    case 'ambient_declaration': {
      const [declared] = placedChildren(node, scope.source);
      if (!declared) return [];
      if (declared.type === 'statement_block') return [ambientGlobal(declared.node, at, scope)];
      return statement(declared, at, scope, block);
    }
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'using_declaration': {
      const found = variables(node, at, scope);
      return block === 'module' ? found : found.filter(({ kind }) => kind === 'function' || kind === 'class');
    }
    case 'expression_statement':
      return expressionsIn(node).flatMap((expression) => {
        const { type } = expression;
        if (type === 'assignment_expression') return assignments(expression, at, scope, block);
        if (type === 'call_expression') return callStatement(expression, at, scope, block);
        return listOf(declaration({ node: expression, type }, at, scope));
      });
    case 'if_statement':
    case 'try_statement':
    case 'for_statement':
    case 'for_in_statement':
    case 'while_statement':
    case 'labeled_statement':
    case 'statement_block':
    case 'else_clause':
    case 'catch_clause':
    case 'finally_clause':
      return definitionsIn(node, deeper(scope), 'branch');
    default:
      return listOf(declaration(what, at, scope));
  }
}

function listOf(symbol: OutlineSymbol | undefined): OutlineSymbol[] {
  return symbol ? [symbol] : [];
}

const EXPRESSIONS_LOOKED_AT = 10_000;

/** What is evaluated in an expression statement: `a, b`, `!a`, `a && b` and `a ? b : c` taken apart. */
function expressionsIn(statement: Node): Node[] {
  const found: Node[] = [];
  const pending = statement.namedChildren.filter((child) => child.type !== 'comment').toReversed();
  for (let i = 0; pending.length > 0 && i < EXPRESSIONS_LOOKED_AT; i++) {
    const next = unwrap(pending.pop()!);
    switch (next.type) {
      case 'sequence_expression':
      case 'unary_expression':
      case 'ternary_expression':
        pending.push(...next.namedChildren.toReversed());
        break;
      case 'binary_expression': {
        const right = next.childForFieldName('right');
        if (right) pending.push(right);
        break;
      }
      default:
        found.push(next);
    }
  }
  return found;
}
