import type { Node } from 'web-tree-sitter';

/** Names that a destructuring pattern binds, in order, however deep it is. */
export function namesIn(pattern: Node): Node[] {
  const names: Node[] = [];
  const pending = [pattern];
  for (let next = pending.pop(); next; next = pending.pop()) {
    switch (next.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        names.push(next);
        break;
      case 'pair_pattern':
        push(pending, next.childForFieldName('value'));
        break;
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        push(pending, next.childForFieldName('left'));
        break;
      case 'object_pattern':
      case 'array_pattern':
      case 'rest_pattern':
        pending.push(...next.namedChildren.toReversed());
        break;
      default:
    }
  }
  return names;
}

function push(pending: Node[], node: Node | null): void {
  if (node) pending.push(node);
}
