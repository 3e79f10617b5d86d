import type { JsonMember, JsonNode, JsonObject } from './json-node.js';
import { NAMES, tellsMessage, tellsState } from './record-keys.js';

/**
 * Of a record what tells how it stands: its name, its state, its message, and the same of what is in it; the records of
 * lists of its own at least by name. Undefined if it has neither a state nor a list.
 */
export function inShort(record: JsonNode): JsonObject | undefined {
  if (record.kind !== 'object') return undefined;
  const told = new Map<JsonMember, JsonNode>();
  let hasState = false;
  for (const member of record.members) {
    const { key, value } = member;
    if (value.kind === 'scalar') {
      if (value.text === '""' || !tellsState(key)) continue;
      hasState = true;
      told.set(member, value);
    } else {
      const short = value.kind === 'object' ? inShort(value) : listInShort(value.items);
      if (short) told.set(member, short);
    }
  }
  if (told.size === 0) return undefined;
  const names = namesIn(record);
  const members = record.members.flatMap((member) => {
    const { key, value } = member;
    const short = told.get(member);
    if (short) return [{ key, value: short }];
    return names.has(member) || (hasState && value.kind === 'scalar' && tellsMessage(key)) ? [member] : [];
  });
  return { kind: 'object', members };
}

function listInShort(items: readonly JsonNode[]): JsonNode | undefined {
  const short = items.flatMap((item) => {
    if (item.kind !== 'object') return [];
    const own = inShort(item);
    if (own) return [own];
    const names = namesIn(item);
    return names.size > 0 ? [{ kind: 'object' as const, members: [...names] }] : [];
  });
  return short.length > 0 ? { kind: 'array', items: short } : undefined;
}

/** The most telling of a record's names, and the one that people call it by. */
function namesIn({ members }: JsonObject): ReadonlySet<JsonMember> {
  const names = members.filter(({ value }) => value.kind === 'scalar' && value.text !== '""');
  const first = NAMES.find((name) => names.some(({ key }) => key === name));
  return new Set(names.filter(({ key }) => key === first || key === '"name"'));
}
