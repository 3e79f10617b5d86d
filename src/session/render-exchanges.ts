import { promptOf } from '../billing/bill.js';
import { PRICES_AS_OF } from '../tokens/model-table.js';
import { findModel } from '../tokens/models.js';
import type { ModelFactor } from './estimator-factor.js';
import {
  type AccountLine,
  accountText,
  days,
  label,
  money,
  number,
  plural,
  type Section,
  sectionsText,
} from './report-text.js';
import type { ExchangeGroup, ExchangeSummary, Spread } from './summarize-exchanges.js';

/** Each part shows so many groups at most; JSON has them all. */
const SHOWN = 3;

const HOW =
  `Billed: the providers' token counts at list prices of ${PRICES_AS_OF}, whatever a subscription costs. Without ctxopt, an ` +
  "estimate: the same and what was not sent (by ctxopt's count times the factor), new text as written and old text as " +
  "read where the cache served it. What the client's own caching earned is in neither.";

const NO_FACTOR =
  'Factor, billed by counted: not known yet (5 requests of 1,000 tokens and more teach it). Until then savings count at the ' +
  'least: in plain tokens of the encoding, or by the lowest bill seen.';

/** What passed the proxy, for a model or a person, in about half a screenful. */
export function renderExchanges(summary: ExchangeSummary, format: 'text' | 'markdown'): string {
  const sections = sectionsOf(summary);
  return [
    format === 'markdown' ? `## ${headline(summary)}` : headline(summary),
    ...(summary.cost > 0 ? [accountText(accountOf(summary), format, 'US$')] : []),
    factsOf(summary).join(format === 'markdown' ? '\n\n' : '\n'),
    ...(sections.length > 0 ? [sectionsText(sections, format, ['net', 'billed', 'requests'])] : []),
    HOW,
  ].join('\n\n');
}

function headline({ net, cost, costWithout, requests, sessions, period }: ExchangeSummary): string {
  const share = costWithout > 0 ? ` of ${money(costWithout)}` : '';
  const outcome =
    cost === 0
      ? 'no cost is known'
      : net < 0
        ? `ctxopt cost about ${money(-net)} more than it saved`
        : `ctxopt saved about ${money(net)} net${share}`;
  return `Proxy: ${outcome}: ${plural(requests, 'request')}, ${plural(sessions, 'session')}, ${period ? days(period) : ''}`;
}

function accountOf(summary: ExchangeSummary): readonly AccountLine[] {
  const { costWithout, textSaved, cachingSaved, retrieved, cost } = summary;
  const lines: readonly (readonly [number, string])[] = [
    [-textSaved, 'text not sent'],
    [-cachingSaved, 'caching that ctxopt marked'],
    [-retrieved, 'originals fetched back'],
  ];
  return [
    { amount: money(costWithout), what: 'without ctxopt, estimated' },
    ...lines.filter(([amount]) => amount !== 0).map(([amount, what]) => ({ amount: money(amount), what })),
    { amount: money(cost), what: 'billed, at list prices' },
  ];
}

function factsOf(summary: ExchangeSummary): readonly string[] {
  const { usage, tokens, unpriced, errors, overheadMs, firstByteMs, factors, byModel } = summary;
  const isUnlearned = ({ name, cost }: ExchangeGroup) =>
    cost > 0 && factors.every(({ model }) => model !== name);
  const { input, cacheRead, cacheWrite, output } = usage;
  const hour = usage.cacheWriteHour ? ` (${number(usage.cacheWriteHour)} for 1 h)` : '';
  const failed = errors.reduce((sum, { requests }) => sum + requests, 0);
  const kinds = errors.slice(0, SHOWN).map(({ name, requests }) => `${requests}× ${name}`);
  return [
    `Prompt tokens billed: ${number(promptOf(usage))} = ${number(input)} input + ${number(cacheRead)} cache read + ` +
      `${number(cacheWrite)} cache write${hour}; output ${number(output)}`,
    `Tokens taken out, by ctxopt's count: ${number(tokens.takenOut)} of new text; ${number(tokens.notSent)} not sent over all ` +
      `requests; ${number(tokens.fetched)} fetched back`,
    factors.length > 0
      ? `Factor, billed by counted (10th–90th percentile): ${factors.slice(0, SHOWN).map(factorText).join('; ')}${byModel.some(isUnlearned) ? '; others count low' : ''}`
      : NO_FACTOR,
    ...(unpriced.requests > 0
      ? [
          `No list price, so tokens only: ${plural(unpriced.requests, 'request')} to ` +
            `${unpriced.models.slice(0, SHOWN).map(label).join(', ')}${unpriced.models.length > SHOWN ? ' …' : ''}`,
        ]
      : []),
    [
      overheadMs ? `Own overhead ${spread(overheadMs)}` : '',
      firstByteMs ? `first byte ${spread(firstByteMs)}` : '',
      failed === 0 ? 'no errors' : `${plural(failed, 'error')}: ${kinds.join(', ')}`,
    ]
      .filter((fact) => fact !== '')
      .join('; '),
  ];
}

function factorText({ model, factor, low, high, requests }: ModelFactor): string {
  const known = findModel(model)?.tokenizer;
  const unit = known ? ` on ${known.encoding}${known.factor === 1 ? '' : ` × ${known.factor}`}` : '';
  return `${label(model)} ${factor.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}, n=${requests})${unit}`;
}

function spread({ p50, p95 }: Spread): string {
  return `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`;
}

function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(1) : number(Math.round(time))} ms`;
}

/** A section that has one row says what the headline does. */
function sectionsOf({ byModel, byProject, bySession, byDay }: ExchangeSummary): readonly Section[] {
  const sections: readonly Section[] = [
    {
      title: 'By model',
      rows: rowsOf(byModel.filter(({ prompt, output }) => prompt + output > 0).slice(0, SHOWN)),
    },
    { title: 'By project', rows: rowsOf(byProject.slice(0, SHOWN)) },
    { title: 'Top sessions', rows: rowsOf(bySession.slice(0, SHOWN)) },
    { title: 'Latest days', rows: rowsOf(byDay.slice(-SHOWN)) },
  ];
  return sections.filter(({ title, rows }) => rows.length > (title === 'By model' ? 0 : 1));
}

function rowsOf(groups: readonly ExchangeGroup[]): Section['rows'] {
  return groups.map(({ name, net, cost, requests }) => ({
    name: name === '' ? '(no project named)' : name,
    figures: [money(net), money(cost), number(requests)],
    weight: net,
  }));
}
