import { promptOf } from '../billing/bill.js';
import type { ExchangeRecord } from '../store/exchange-record.js';
import type { UsageEvent } from '../store/store.js';
import { money, number, plural } from './report-text.js';

/** Lines that are listed one by one; of a longer history the latest are. */
const MOST = 200;

/**
 * A session in order of time, one line a call of the MCP server (when, what, on which file, tokens returned against the
 * baseline) and a request through the proxy (when, which model, tokens billed and taken out, US dollars).
 */
export function renderHistory(
  session: string,
  events: readonly UsageEvent[],
  exchanges: readonly ExchangeRecord[] = [],
): string {
  const lines = [
    ...events.map((event) => ({ at: event.at, text: callLine(event) })),
    ...exchanges.map((exchange) => ({ at: exchange.at, text: requestLine(exchange) })),
  ].sort((a, b) => a.at - b.at);
  const requests =
    exchanges.length > 0
      ? `, ${plural(exchanges.length, 'request')} through the proxy (tokens as billed, US$ at list prices)`
      : '';
  const head = `Session ${session}: ${plural(events.length, 'call')} (tokens in o200k_base: returned, of the client's own read)${requests}`;
  const earlier = lines.length - MOST;
  const left = earlier > 0 ? [`… ${earlier} earlier ${requests === '' ? 'calls' : 'lines'}`] : [];
  return [
    head,
    ...left,
    ...lines.slice(-MOST).map(({ at, text }) => `${new Date(at).toISOString()} ${text}`),
  ].join('\n');
}

function callLine({ tool, view, file, returned, baseline }: UsageEvent): string {
  const of = baseline > 0 ? ` of ${baseline}` : '';
  return `${tool} ${view}${file ? ` ${file}` : ''}: ${returned}${of}`;
}

function requestLine(exchange: ExchangeRecord): string {
  const { endpoint, model, status, outcome, usage, cost, tokensBefore = 0, tokensAfter = 0 } = exchange;
  const what = [endpoint ?? 'other', model, status, outcome === 'complete' ? '' : outcome];
  const less = tokensBefore - tokensAfter;
  const figures = [
    usage
      ? `${number(promptOf(usage))} prompt (${number(usage.cacheRead)} cached) + ${number(usage.output)} output`
      : '',
    less === 0 ? '' : `${number(less)} taken out`,
    cost === undefined ? '' : money(cost),
  ].filter((figure) => figure !== '');
  const head = ['proxy', ...what.filter((word) => word !== undefined && word !== '')].join(' ');
  return figures.length > 0 ? `${head}: ${figures.join(', ')}` : head;
}
