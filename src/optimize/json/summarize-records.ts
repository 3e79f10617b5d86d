import type { JsonNode } from './json-node.js';

/** Share of the records that have a member from which it is told. */
const MIN_SHARE = 0.25;
/** Members, and values of one, that are told; letters of a value. */
const MAX_MEMBERS = 12;
const FEW = 4;
const MAX_LENGTH = 40;
/** Steps to a member. */
const MAX_STEPS = 3;

/** What records have of one member. */
interface Member {
  /** Each value with its count, as long as there are few. */
  values: Map<string, number> | undefined;
  /** Of numbers, as written; undefined once something else was there. */
  range: { least: string; most: string } | undefined;
  filled: number;
}

/**
 * What the members of records are, as far as it is short: the range of numbers, the counts of values where there are few:
 * `size 3–812; license MIT ×40, ISC ×3`. As it may stand in a JSON string; empty if there is nothing short to say.
 */
export function summarizeRecords(records: readonly JsonNode[]): string {
  const members = new Map<string, Member>();
  for (const record of records) add(members, record, '', MAX_STEPS);
  const said: string[] = [];
  for (const [name, member] of members) {
    if (said.length >= MAX_MEMBERS) break;
    const what = member.filled >= MIN_SHARE * records.length ? describe(member) : undefined;
    if (what !== undefined) said.push(`${name}${name && ' '}${what}`);
  }
  return said.join('; ');
}

function add(members: Map<string, Member>, node: JsonNode, path: string, steps: number): void {
  if (node.kind === 'array') return;
  if (node.kind === 'object') {
    if (steps === 0) return;
    for (const { key, value } of node.members) {
      const name = key.slice(1, -1);
      add(members, value, path === '' ? name : `${path}.${name}`, steps - 1);
    }
    return;
  }
  const { text } = node;
  const isNumber = /^[-\d]/.test(text);
  let member = members.get(path);
  if (!member) {
    member = { values: new Map(), range: isNumber ? { least: text, most: text } : undefined, filled: 0 };
    members.set(path, member);
  }
  member.filled++;
  if (!isNumber) member.range = undefined;
  else if (member.range) {
    if (Number(text) < Number(member.range.least)) member.range.least = text;
    if (Number(text) > Number(member.range.most)) member.range.most = text;
  }
  if (!member.values) return;
  const value = text.startsWith('"') ? text.slice(1, -1) : text;
  member.values.set(value, (member.values.get(value) ?? 0) + 1);
  if (member.values.size > FEW || value.length > MAX_LENGTH) member.values = undefined;
}

function describe({ values, range, filled }: Member): string | undefined {
  if (range && range.least !== range.most) return `${range.least}–${range.most}`;
  if (!values || values.size > filled / 2) return undefined;
  return Array.from(values, ([value, count]) => `${value} ×${count}`).join(', ');
}
