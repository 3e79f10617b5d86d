import { alarmsIn } from './alarms-in.js';
import { inShort } from './in-short.js';
import { type JsonNode, type JsonObject, writeJson } from './json-node.js';
import { holdsRecords, recordsOf } from './records-of.js';
import { summarizeRecords } from './summarize-records.js';
import { unlikeOnes } from './unlike-ones.js';

/** Records at the ends of a list that stay; more of single values, which are short. */
const FIRST = { records: 3, values: 5 };
const LAST = 1;
/** Records, and UTF-16 units of theirs, from which leaving them out is worth it. */
const MIN_LEFT = { records: 10, length: 500 };
/** Names of records left out that are told. */
const MAX_NAMES = 500;
/** UTF-16 units of a string that stays whole, and of the beginning of one that does not. */
const MAX_STRING = 400;
const STRING_START = 200;
/** Share of a record from which its short form is not worth it. */
const MAX_REDUCED = 0.7;

type LeftOut = ReadonlyMap<JsonNode, JsonObject | undefined>;

const NONE: LeftOut = new Map();

type Entry = { readonly key?: string; readonly value: JsonNode };

/**
 * A sample of a JSON tree. Of a long list of like records, or of an object of them under their names, stay the first and
 * the last, those that speak of an error, those unlike the others, those with lists of their own, and those that are
 * wanted. Of the others that tell how something stands stay their name, their state and its message. What is left out
 * of a list is said once, where it begins. Long strings are cut, but for those that speak of an error. Linear.
 *
 * @param wanted of the records of a list, those that must stay
 */
export function jsonSample(
  root: JsonNode,
  wanted: (records: readonly JsonNode[]) => Iterable<JsonNode>,
): JsonNode {
  const isAlarm = alarmsIn();
  return sample(root);

  function sample(node: JsonNode): JsonNode {
    if (node.kind === 'scalar') return isAlarm(node) ? node : shortened(node.text);
    if (node.kind === 'array') {
      const entries = sampleEntries(
        node,
        node.items.map((value) => ({ value })),
      );
      return { kind: 'array', items: entries.map(({ value }) => value) };
    }
    return objectOf(sampleEntries(node, node.members));
  }

  function sampleEntries(list: JsonNode, entries: readonly Entry[]): readonly Entry[] {
    const records = recordsOf(list);
    const left = records ? leftOut(records) : NONE;
    const [gone, whole, told]: [Entry[], Entry[], Entry[]] = [[], [], []];
    for (const entry of left.size > 0 ? entries : []) {
      if (!left.has(entry.value)) continue;
      const value = left.get(entry.value);
      if (value) told.push({ ...entry, value });
      (value ? whole : gone).push(entry);
    }
    const sampled: Entry[] = [];
    let isSaid = false;
    for (const entry of entries) {
      if (!left.has(entry.value)) sampled.push({ ...entry, value: sample(entry.value) });
      else if (!isSaid) {
        isSaid = true;
        sampled.push(...leftOutNote(gone, entries.length), ...inShortNote(told, whole, entries.length));
      }
    }
    return sampled;
  }

  /** The records that do not stay, with what is told of them. */
  function leftOut(records: readonly JsonNode[]): LeftOut {
    const first = records[0]!.kind === 'scalar' ? FIRST.values : FIRST.records;
    const stay = new Set([...wanted(records), ...unlikeOnes(records)]);
    const left = new Map<JsonNode, JsonObject | undefined>();
    for (const record of records.slice(first, records.length - LAST)) {
      if (stay.has(record) || isAlarm(record) || holdsRecords(record)) continue;
      const short = inShort(record);
      if (!short || lengthOf(short) < MAX_REDUCED * lengthOf(record)) left.set(record, short);
    }
    return isMuch([...left.keys()]) ? left : NONE;
  }
}

function lengthOf(node: JsonNode): number {
  return writeJson(node).length;
}

function isMuch(left: readonly JsonNode[]): boolean {
  const length = left.reduce((sum, record) => sum + lengthOf(record), 0);
  return left.length >= MIN_LEFT.records && length >= MIN_LEFT.length;
}

/** What stands in a list for records left out: how many they were and what they had; of those under names, the names. */
function leftOutNote(gone: readonly Entry[], total: number): readonly Entry[] {
  if (gone.length === 0) return [];
  const note = noteOf(gone, total, 'left out');
  const names = gone.flatMap(({ key }) =>
    key === undefined ? [] : [{ kind: 'scalar' as const, text: key }],
  );
  if (names.length === 0) return [{ value: { kind: 'scalar', text: note } }];
  const value: JsonNode =
    names.length > MAX_NAMES ? { kind: 'scalar', text: '"…"' } : { kind: 'array', items: names };
  return [{ key: note, value }];
}

/** What stands in a list for records of which some is told: a list of them, behind the note or under it. */
function inShortNote(told: readonly Entry[], whole: readonly Entry[], total: number): readonly Entry[] {
  if (told.length === 0) return [];
  const untold = whole.map(({ value }, at) => ({ value: without(value, told[at]!.value) }));
  const note = noteOf(untold, total, 'in short');
  const items = told.map(({ key, value }) => (key === undefined ? value : withKey(key, value)));
  if (told[0]!.key !== undefined) return [{ key: note, value: { kind: 'array', items } }];
  return [{ value: { kind: 'array', items: [{ kind: 'scalar', text: note }, ...items] } }];
}

/** What of a record is not in its short form. */
function without(record: JsonNode, short: JsonNode): JsonNode {
  if (record.kind !== 'object' || short.kind !== 'object') return record;
  const told = new Set(short.members.map(({ key }) => key));
  return objectOf(record.members.filter(({ key }) => !told.has(key)));
}

function withKey(key: string, record: JsonNode): JsonNode {
  const name: Entry = { key: '"key"', value: { kind: 'scalar', text: key } };
  return objectOf(
    record.kind === 'object' ? [name, ...record.members] : [name, { key: '"value"', value: record }],
  );
}

function noteOf(entries: readonly Entry[], total: number, how: string): string {
  const summary = summarizeRecords(entries.map(({ value }) => value));
  return `"… ${entries.length} of ${total} ${how}${summary && `: ${summary}`}"`;
}

function objectOf(entries: readonly Entry[]): JsonObject {
  return { kind: 'object', members: entries.map(({ key = '""', value }) => ({ key, value })) };
}

/** The beginning of a long string, as it is written: no escape and no pair of surrogates is torn. */
function shortened(text: string): JsonNode {
  if (text.length <= MAX_STRING || !text.startsWith('"')) return { kind: 'scalar', text };
  const start = text
    .slice(0, STRING_START)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/(?<!\\)((?:\\\\){0,100})\\(?:u[\da-fA-F]{0,3})?$/, '$1');
  return { kind: 'scalar', text: `${start} … ${text.length - 1 - start.length} more letters"` };
}
