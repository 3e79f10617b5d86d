import path from 'node:path';
import type { UsageEvent } from '../store/store.js';
import { groupBy } from './group-by.js';
import { day } from './report-text.js';
import { isUnmeasured } from './unmeasured.js';

/** Part of the usage. `net` is baseline less returned less sent; the schemas, which no part can be charged with, are left out. */
export interface UsageGroup {
  readonly name: string;
  readonly calls: number;
  readonly baseline: number;
  readonly returned: number;
  readonly sent: number;
  readonly net: number;
}

/**
 * What a set of calls saved and cost. All counts are `o200k_base` tokens placed in the window, each counted once,
 * although every later turn pays for both sides again. But for `calls`, `sessions` and `period` all is of the calls whose
 * saving can be measured; the others' share is `unmeasured`.
 */
export interface UsageSummary {
  readonly tokenizer: 'o200k_base';
  readonly calls: number;
  readonly sessions: number;
  /** Milliseconds since the epoch of the first and last call; absent if there was none. */
  readonly period?: { readonly from: number; readonly to: number };
  /** What the client's own reader would have returned: at most 2,000 lines and 25,000 tokens a file version and session. */
  readonly baseline: number;
  readonly returned: number;
  readonly sent: number;
  /** Baseline less the results that stand against one. */
  readonly gross: number;
  readonly costs: UsageCosts;
  /** Gross less all costs, which is baseline − returned − sent − schema. Below 0 if ctxopt cost more than it saved. */
  readonly net: number;
  /** Maps, lists and answers that stand against nothing that can be measured; tokens of their results and arguments. */
  readonly unmeasured: { readonly calls: number; readonly tokens: number };
  readonly byTool: readonly UsageGroup[];
  readonly byView: readonly UsageGroup[];
  /** The ten whose net is furthest from 0. */
  readonly byFile: readonly UsageGroup[];
  /** UTC days, `2026-01-31`, in order. */
  readonly byDay: readonly UsageGroup[];
}

export interface UsageCosts {
  /** The tool list and instructions, once a session. */
  readonly schema: number;
  /** Arguments of all calls. */
  readonly arguments: number;
  /** Originals fetched back by their handles. */
  readonly originals: number;
  /** Further results of a file whose baseline was earned before. */
  readonly rereads: number;
  /** Reports, errors and other results that stand against nothing. */
  readonly other: number;
}

const FILES = 10;

export function summarizeUsage(
  all: readonly UsageEvent[],
  { schemaTokens }: { readonly schemaTokens: number },
): UsageSummary {
  const events = all.filter((event) => !isUnmeasured(event));
  const apart = groupOf('unmeasured', all.filter(isUnmeasured));
  const { baseline, returned, sent } = groupOf('all', events);
  const saving = events.filter((event) => event.baseline > 0);
  const costing = events.filter((event) => event.baseline <= 0);
  const gross = baseline - sum(saving, (event) => event.returned);
  const sessions = new Set(all.map((event) => event.session)).size;
  const originals = sum(costing.filter(isOriginal), (event) => event.returned);
  const rereads = sum(costing.filter(isReread), (event) => event.returned);
  const costs: UsageCosts = {
    schema: schemaTokens * sessions,
    arguments: sent,
    originals,
    rereads,
    other: returned - sum(saving, (event) => event.returned) - originals - rereads,
  };
  const net = baseline - returned - sent - costs.schema;
  const period = periodOf(all);
  const fileName = fileNames(events);
  return {
    tokenizer: 'o200k_base',
    calls: all.length,
    sessions,
    ...(period && { period }),
    baseline,
    returned,
    sent,
    gross,
    costs,
    net,
    unmeasured: { calls: apart.calls, tokens: apart.returned + apart.sent },
    byTool: grouped(events, (event) => event.tool).sort(byWeight),
    byView: grouped(events, (event) => event.view).sort(byWeight),
    byFile: grouped(events, fileName).sort(byWeight).slice(0, FILES),
    byDay: grouped(events, (event) => day(event.at)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const isOriginal = (event: UsageEvent) => event.view === 'original';
const isReread = (event: UsageEvent) => event.file !== undefined && !isOriginal(event);

/** How a file is named: within its project, or by its whole path where several projects are mixed. */
function fileNames(events: readonly UsageEvent[]): (event: UsageEvent) => string | undefined {
  const several = new Set(events.map((event) => event.project)).size > 1;
  return ({ project, file }) =>
    file !== undefined && several && !path.isAbsolute(file) ? path.join(project, file) : file;
}

function grouped(
  events: readonly UsageEvent[],
  nameOf: (event: UsageEvent) => string | undefined,
): UsageGroup[] {
  return [...groupBy(events, nameOf)].map(([name, group]) => groupOf(name, group));
}

function groupOf(name: string, events: readonly UsageEvent[]): UsageGroup {
  const baseline = sum(events, (event) => event.baseline);
  const returned = sum(events, (event) => event.returned);
  const sent = sum(events, (event) => event.sent);
  return { name, calls: events.length, baseline, returned, sent, net: baseline - returned - sent };
}

function byWeight(a: UsageGroup, b: UsageGroup): number {
  return Math.abs(b.net) - Math.abs(a.net) || (a.name < b.name ? -1 : 1);
}

function sum(events: readonly UsageEvent[], of: (event: UsageEvent) => number): number {
  return events.reduce((total, event) => total + of(event), 0);
}

function periodOf(events: readonly UsageEvent[]): UsageSummary['period'] {
  const first = events[0];
  if (!first) return undefined;
  return events.reduce(({ from, to }, { at }) => ({ from: Math.min(from, at), to: Math.max(to, at) }), {
    from: first.at,
    to: first.at,
  });
}
