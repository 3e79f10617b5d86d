import type { StoreStatus } from '../store/store.js';
import { renderExchanges } from './render-exchanges.js';
import {
  type AccountLine,
  accountText,
  days,
  number,
  plural,
  type Section,
  sectionsText,
} from './report-text.js';
import type { ExchangeSummary } from './summarize-exchanges.js';
import type { UsageGroup, UsageSummary } from './summarize-usage.js';

/** Each part shows so many groups at most; JSON has them all. */
const SHOWN = 5;

const HOW =
  'Unit: o200k_base tokens placed in the window, each counted once, though every later turn pays for both sides again. ' +
  "Baseline: what the client's own reader would have returned, at most 2,000 lines and 25,000 tokens, once per file " +
  'version and session. Net: baseline less results, arguments and schemas; the parts above leave out schemas.';

/**
 * A usage summary for a model or a person, in about a screenful; as JSON, whole, with the store's status.
 * @param traffic what passed the proxy in the same time, which comes first; left out if nothing did
 */
export function renderUsage(
  summary: UsageSummary,
  status: StoreStatus,
  format: 'text' | 'markdown' | 'json',
  traffic?: ExchangeSummary,
): string {
  const proxy = traffic && traffic.requests > 0 ? traffic : undefined;
  if (format === 'json') {
    return JSON.stringify({ ...summary, ...(proxy ? { proxy } : {}), store: status }, null, 2);
  }
  const warning = status.warning === undefined ? [] : [`Warning: ${status.warning}`];
  if (proxy) {
    const tools = summary.calls === 0 ? [] : [renderCalls(summary, format, 'MCP tools: ', [])];
    return [...warning, renderExchanges(proxy, format), ...tools].join('\n\n');
  }
  if (summary.calls === 0) return [...warning, EMPTY].join('\n\n');
  return renderCalls(summary, format, '', warning);
}

/** @param prefix of the headline */
function renderCalls(
  summary: UsageSummary,
  format: 'text' | 'markdown',
  prefix: string,
  warning: readonly string[],
): string {
  return [
    `${format === 'markdown' ? '## ' : ''}${prefix}${headline(summary)}`,
    ...warning,
    accountText(accountOf(summary), format, 'tokens'),
    ...unmeasuredText(summary),
    sectionsText(sectionsOf(summary), format, ['net', 'calls']),
    HOW,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

const EMPTY =
  'No calls are recorded here yet, nor requests through the proxy, so nothing was saved or spent but the tool list. ' +
  'Read a file with smart_read, then ask again; scope "project" or "all" and an earlier "since" look further.';

function unmeasuredText({ unmeasured: { calls, tokens } }: UsageSummary): readonly string[] {
  if (calls === 0) return [];
  const what = `${plural(calls, 'call')}, ${plural(tokens, 'token')} beside the net`;
  return [`Maps and questions: ${what}; what they spare cannot be measured.`];
}

function headline({ net, calls, sessions, period, unmeasured }: UsageSummary): string {
  const outcome =
    calls === unmeasured.calls
      ? 'No saving of ctxopt can be measured yet'
      : net < 0
        ? `ctxopt cost ${number(-net)} tokens more than it saved`
        : `ctxopt saved ${number(net)} tokens net`;
  return `${outcome}: ${plural(calls, 'call')}, ${plural(sessions, 'session')}, ${period ? days(period) : ''}`;
}

function accountOf({ baseline, gross, costs, sessions, net }: UsageSummary): readonly AccountLine[] {
  const lines: readonly (readonly [number, string])[] = [
    [baseline, "baseline: the client's own reads"],
    [gross - baseline, 'results given instead'],
    [-costs.rereads, 'further results of the same files'],
    [-costs.originals, 'originals fetched back'],
    [-costs.other, 'reports, errors, other results'],
    [-costs.arguments, 'arguments of the calls'],
    [-costs.schema, `tool schemas, ${plural(sessions, 'session')}`],
  ];
  const shown = [...lines.filter(([tokens]) => tokens !== 0), [net, 'net'] as const];
  return shown.map(([tokens, what]) => ({ amount: number(tokens), what }));
}

function sectionsOf({ byTool, byFile, byDay, byView }: UsageSummary): readonly Section[] {
  const sections: readonly Section[] = [
    { title: 'By tool', rows: rowsOf(byTool.slice(0, SHOWN)) },
    { title: 'Top views', rows: rowsOf(byView.slice(0, SHOWN)) },
    { title: 'Top files', rows: rowsOf(byFile.slice(0, SHOWN)) },
    { title: 'Latest days', rows: rowsOf(byDay.slice(-SHOWN)) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function rowsOf(groups: readonly UsageGroup[]): Section['rows'] {
  return groups.map(({ name, net, calls }) => ({ name, figures: [number(net), number(calls)], weight: net }));
}
