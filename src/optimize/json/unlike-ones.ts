import type { JsonNode } from './json-node.js';

/** Records that have something which is rare among them: at most this many, or this share of all. */
const RARE = { records: 2, share: 0.01 };

/**
 * Of a list's records those unlike the others: that have a member, or a kind of value in it, which few have, and the
 * first that has one.
 */
export function unlikeOnes(records: readonly JsonNode[]): readonly JsonNode[] {
  const having = new Map<string, JsonNode[]>();
  for (const record of records) {
    if (record.kind !== 'object') continue;
    for (const { key, value } of record.members) {
      const feature = `${kindOf(value)} ${key}`;
      const known = having.get(feature);
      if (known) known.push(record);
      else having.set(feature, [record]);
    }
  }
  const rare = Math.max(RARE.records, Math.floor(records.length * RARE.share));
  const unlike = new Set<JsonNode>();
  for (const those of having.values()) {
    for (const record of those.length <= rare ? those : those.slice(0, 1)) unlike.add(record);
  }
  return [...unlike];
}

function kindOf(node: JsonNode): string {
  if (node.kind !== 'scalar') return node.kind;
  const first = node.text[0]!;
  return first === '"' ? 'string' : /[-\d]/.test(first) ? 'number' : first === 'n' ? 'null' : 'boolean';
}
