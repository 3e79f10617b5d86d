import type { JsonNode } from './json-node.js';

/** Values from which they are a list of records; more where they are single values, and where names may be a record's own. */
const MIN_RECORDS = 8;
/** Objects under names that a record may hold without being more than one. */
const MIN_NAMED_RECORDS = 3;
const MIN_VALUES = 20;
const MIN_NAMED_VALUES = 40;
/** Share of all their keys that objects under names have, on average, if they are records of one kind. */
const MIN_ALIKE = 0.3;

/**
 * The values of a list: an array of objects, of arrays or of single values, or an object that has like objects, or very
 * many single values, under names. Undefined if it is short or mixed, or a record itself.
 */
export function recordsOf(node: JsonNode): readonly JsonNode[] | undefined {
  if (node.kind === 'scalar') return undefined;
  const isArray = node.kind === 'array';
  const values = isArray ? node.items : node.members.map(({ value }) => value);
  const kind = values[0]?.kind;
  if (values.length < MIN_RECORDS || !values.every((value) => value.kind === kind)) return undefined;
  if (kind === 'scalar')
    return values.length >= (isArray ? MIN_VALUES : MIN_NAMED_VALUES) ? values : undefined;
  return isArray || areAlike(values) ? values : undefined;
}

/** Whether a record has a list of its own on any level that is long, or in which records stand under names. */
export function holdsRecords(node: JsonNode): boolean {
  if (node.kind === 'scalar') return false;
  const values = node.kind === 'array' ? node.items : node.members.map(({ value }) => value);
  const least = node.kind === 'array' ? MIN_RECORDS : MIN_NAMED_RECORDS;
  const isList = values.length >= least && values.every(({ kind }) => kind === 'object');
  return isList || values.some(holdsRecords);
}

function areAlike(values: readonly JsonNode[]): boolean {
  const keys = new Set<string>();
  let members = 0;
  for (const value of values) {
    if (value.kind !== 'object') return false;
    members += value.members.length;
    for (const { key } of value.members) keys.add(key);
  }
  return members >= MIN_ALIKE * keys.size * values.length;
}
