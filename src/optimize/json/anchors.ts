import { isCriticalLine } from '../gate/critical-line.js';
import type { JsonNode } from './json-node.js';

/** UTF-16 units from which a value that comes again is worth a reference; more for one of a list's items, which a table writes shortly. */
const MIN_LENGTH = 40;
const MIN_ITEM_LENGTH = 200;
const MIN_ITEMS = 3;

/** A tree in which values that come again stand once. */
export type AnchoredNode =
  | Exclude<JsonNode, { kind: 'array' | 'object' }>
  | { readonly kind: 'array'; readonly items: readonly AnchoredNode[] }
  | { readonly kind: 'object'; readonly members: readonly AnchoredMember[] }
  | { readonly kind: 'anchor'; readonly number: number; readonly value: AnchoredNode };

export interface AnchoredMember {
  readonly key: string;
  readonly value: AnchoredNode;
}

/** What is known of all values that are written alike. */
interface Known {
  readonly id: number;
  readonly length: number;
  /** Speaks of an error: such a value is said wherever it belongs. */
  readonly isCritical: boolean;
}

/**
 * The tree with each long value that comes again as an anchor where it comes first, numbered from 1, and as a scalar
 * `*1` after that; the tree itself if there is none. The outermost value is taken. Linear: values are told apart by
 * the numbers of what is in them (hash consing).
 */
export function withAnchors(root: JsonNode): AnchoredNode {
  const known = knownValues(root);
  const seen = new Set<number>();
  const repeated = new Set<number>();
  walk(root, false, (node, isItem) => {
    const { id } = known.get(node)!;
    if (!isWorth(node, isItem)) return true;
    if (seen.has(id)) repeated.add(id);
    return !seen.has(id) && seen.add(id) !== undefined;
  });
  if (repeated.size === 0) return root;

  const numbers = new Map<number, number>();
  return anchored(root, false);

  function isWorth(node: JsonNode, isItem: boolean): boolean {
    const { length, isCritical } = known.get(node)!;
    const isRow = isItem && node.kind === 'object';
    return !isCritical && length >= (isRow ? MIN_ITEM_LENGTH : MIN_LENGTH);
  }

  function anchored(node: JsonNode, isItem: boolean): AnchoredNode {
    const { id } = known.get(node)!;
    const isTaken = repeated.has(id) && isWorth(node, isItem);
    const number = isTaken ? numbers.get(id) : undefined;
    if (number !== undefined) return { kind: 'scalar', text: `*${number}` };
    const own = numbers.size + 1;
    if (isTaken) numbers.set(id, own);
    const value = rebuilt(node);
    return isTaken ? { kind: 'anchor', number: own, value } : value;
  }

  function rebuilt(node: JsonNode): AnchoredNode {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'array') {
      const isList = areItems(node.items);
      return { kind: 'array', items: node.items.map((item) => anchored(item, isList)) };
    }
    const isList = areItems(node.members.map(({ value }) => value));
    return {
      kind: 'object',
      members: node.members.map(({ key, value }) => ({ key, value: anchored(value, isList) })),
    };
  }
}

/** Whether values may stand in a table, a row each. */
function areItems(values: readonly JsonNode[]): boolean {
  return values.length >= MIN_ITEMS && values.every(({ kind }) => kind === 'object');
}

/** Visits in the order of the text; what `visit` says no to is not entered. */
function walk(node: JsonNode, isItem: boolean, visit: (node: JsonNode, isItem: boolean) => boolean): void {
  if (!visit(node, isItem) || node.kind === 'scalar') return;
  const values = node.kind === 'array' ? node.items : node.members.map(({ value }) => value);
  const isList = areItems(values);
  for (const value of values) walk(value, isList, visit);
}

function knownValues(root: JsonNode): ReadonlyMap<JsonNode, Known> {
  const known = new Map<JsonNode, Known>();
  const byContent = new Map<string, Known>();
  const alarms = new Map<string, boolean>();
  learn(root);
  return known;

  function learn(node: JsonNode): Known {
    const parts = node.kind === 'scalar' ? [] : contentOf(node);
    const content = node.kind === 'scalar' ? node.text : `${node.kind} ${parts.map(({ id }) => id).join()}`;
    let own = byContent.get(content);
    if (!own) {
      own = {
        id: byContent.size,
        length: parts.reduce(
          (sum, { length }) => sum + length + 1,
          node.kind === 'scalar' ? content.length : 2,
        ),
        isCritical: node.kind === 'scalar' ? isAlarm(content) : parts.some((part) => part.isCritical),
      };
      byContent.set(content, own);
    }
    known.set(node, own);
    return own;
  }

  function contentOf(node: Exclude<JsonNode, { kind: 'scalar' }>): readonly Known[] {
    if (node.kind === 'array') return node.items.map(learn);
    const parts: Known[] = [];
    for (const { key, value } of node.members) parts.push(learn({ kind: 'scalar', text: key }), learn(value));
    return parts;
  }

  function isAlarm(text: string): boolean {
    const is = alarms.get(text) ?? isCriticalLine(text);
    alarms.set(text, is);
    return is;
  }
}
