import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { describe, expect, it } from 'vitest';
import { renderExchanges } from '../../src/session/render-exchanges.js';
import { renderUsage } from '../../src/session/render-usage.js';
import { summarizeUsage } from '../../src/session/summarize-usage.js';
import { PRICES_AS_OF } from '../../src/tokens/model-table.js';
import { COSTS, exchangeRecord, refused, without } from '../contracts/exchange-store.js';
import { usageEvent } from '../contracts/store.js';
import { busyDays, DAY } from './busy-days.js';
import { summarized } from './summarized.js';

const well = { backend: 'sqlite', location: '/data/ctxopt.db' } as const;
const requests = [
  ...Array.from({ length: 6 }, (_, n) => exchangeRecord({ id: `a${n}`, at: n })),
  exchangeRecord({
    id: 'b',
    at: DAY,
    session: 't',
    project: 'mill',
    cachingSaved: -0.002,
    costWithout: 0.03,
  }),
  { ...refused, at: DAY + 1 },
];
const fetched = usageEvent({
  at: 5,
  project: 'engine',
  view: 'original',
  baseline: 0,
  returned: 900,
  sent: 100,
});
const traffic = await summarized(requests, [fetched]);

describe('renderExchanges', () => {
  it('shows what was billed against what it would have been, and how that came about', async () => {
    expect(renderExchanges(traffic, 'text')).toBe(`\
Proxy: ctxopt saved about $0.0052 net of $0.2436: 8 requests, 2 sessions, 1970-01-01 to 1970-01-02 (UTC)

 $0.2436  without ctxopt, estimated
-$0.0148  text not sent
 $0.0020  caching that ctxopt marked
 $0.0075  originals fetched back
 $0.2383  billed, at list prices

Prompt tokens billed: 140,070 = 70 input + 126,000 cache read + 14,000 cache write; output 3,500
Tokens taken out, by ctxopt's count: 2,800 of new text; 7,000 not sent over all requests; 1,000 fetched back
Factor, billed by counted (10th–90th percentile): claude-opus-4-5 1.00 (1.00–1.00, n=7) on o200k_base × 1.2
Own overhead p50 3.1 ms, p95 3.1 ms; first byte p50 812 ms, p95 812 ms; 1 error: 1× 401 by ctxopt

By model (net, billed, requests)
claude-opus-4-5                       $0.0052 $0.2383 7 ############
By project (net, billed, requests)
engine                                $0.0093 $0.2043 6 ############
mill                                 -$0.0040 $0.0341 1 ------
(no project named)                    $0.0000 $0.0000 1
Top sessions (net, billed, requests)
b7d6a1c0-0000-4000-8000-000000000002  $0.0093 $0.2043 6 ############
t                                    -$0.0040 $0.0341 1 ------
Latest days (net, billed, requests)
1970-01-01                            $0.0093 $0.2043 6 ############
1970-01-02                           -$0.0040 $0.0341 2 ------

Billed: the providers' token counts at list prices of ${PRICES_AS_OF}, whatever a subscription costs. Without ctxopt, an \
estimate: the same and what was not sent (by ctxopt's count times the factor), new text as written and old text as read \
where the cache served it. What the client's own caching earned is in neither.`);
  });

  it('gives Markdown tables', async () => {
    const text = renderExchanges(traffic, 'markdown');
    expect(text).toMatch(/^## Proxy: ctxopt saved about \$0\.0052 net/);
    expect(text).toContain('| US$ |  |\n| --- | --- |\n| $0.2436 | without ctxopt, estimated |');
    expect(text).toContain('| mill | -$0.0040 | $0.0341 | 1 | ------ |');
  });

  it('says plainly that it cost more than it saved', async () => {
    const loss = await summarized([exchangeRecord({ cost: 3, costWithout: 2.5 })], []);
    const text = renderExchanges(loss, 'text');
    expect(text).toMatch(/^Proxy: ctxopt cost about \$0\.5000 more than it saved: 1 request, 1 session/);
    expect(text).toContain('$0.5000  text not sent');
  });

  it('gives tokens only where there is no price, and says so', async () => {
    const local = without(exchangeRecord({ model: 'llama3', provider: 'ollama' }), ...COSTS);
    const text = renderExchanges(await summarized([local], []), 'text');
    expect(text).toMatch(/^Proxy: no cost is known: 1 request/);
    expect(text).toContain('No list price, so tokens only: 1 request to llama3');
    expect(text).toMatch(
      /Factor, billed by counted: not known yet \(5 requests .*savings count at the least/,
    );
    expect(text).not.toContain('without ctxopt, estimated');
  });

  it('says for which models savings still count at the least', async () => {
    const known = Array.from({ length: 5 }, (_, n) => exchangeRecord({ id: `k${n}` }));
    const other = exchangeRecord({ id: 'o', model: 'claude-sonnet-4-5' });
    const text = renderExchanges(await summarized([...known, other], []), 'text');
    expect(text).toMatch(/claude-opus-4-5 1\.00 .*; others count low\n/);
  });

  it('keeps any name on one line', async () => {
    const odd = exchangeRecord({ model: `a\nb${'c'.repeat(100)}`, project: 'x|\u2028y' });
    const text = renderExchanges(await summarized([odd, exchangeRecord()], []), 'text');
    expect(text).toContain(`\n…${'c'.repeat(39)} `);
    expect(text).toContain('\nx|?y ');
  });
});

describe('renderUsage with traffic', () => {
  const calls = summarizeUsage(busyDays, { schemaTokens: 1_100 });
  const none = summarizeUsage([], { schemaTokens: 1_100 });

  it('shows the proxy and then the tools', async () => {
    expect(renderUsage(calls, well, 'text', traffic)).toBe(
      `${renderExchanges(traffic, 'text')}\n\nMCP tools: ${renderUsage(calls, well, 'text')}`,
    );
    expect(renderUsage(calls, well, 'markdown', traffic)).toContain('\n\n## MCP tools: ctxopt saved 4,295');
  });

  it('shows only what there is', async () => {
    expect(renderUsage(none, well, 'text', traffic)).toBe(renderExchanges(traffic, 'text'));
    const still = await summarized([], []);
    expect(renderUsage(calls, well, 'text', still)).toBe(renderUsage(calls, well, 'text'));
  });

  it('gives JSON with every figure', async () => {
    expect(JSON.parse(renderUsage(calls, well, 'json', traffic))).toEqual({
      ...calls,
      proxy: JSON.parse(JSON.stringify(traffic)),
      store: well,
    });
  });

  it('carries the store’s warning', async () => {
    const ill = { ...well, warning: 'The disk is full. Free space.' };
    expect(renderUsage(none, ill, 'text', traffic)).toContain('Warning: The disk is full. Free space.');
  });

  it('stays under 800 tokens by itself for a long history, and under 1,400 with the tools', async () => {
    const models = ['claude-opus-4-5', 'claude-sonnet-5-5', 'gpt-5', 'gpt-5.6-terra', 'claude-haiku-5-5'];
    const long = Array.from({ length: 5_000 }, (_, n) =>
      exchangeRecord({
        id: `id${n}`,
        at: n * 3_600_000,
        model: n % 6 === 5 ? `local-model-of-a-long-name-${n}` : models[n % 6]!,
        session: `b7d6a1c0-0000-4000-8000-${String(n % 900).padStart(12, '0')}`,
        project: `/home/ada/projects/long-name-${n % 20}`,
        status: [200, 429, 500, 529, 401, 502][n % 6]!,
        cost: 1_234.5 + n,
        costWithout: 2_345.6 + (n % 7) * 100,
        cachingSaved: 99.9,
        usage: { input: 1e6, cacheRead: 1e7, cacheWrite: 1e6, cacheWriteHour: 1e5, output: 1e5 },
      }),
    );
    const text = renderExchanges(await summarized(long, []), 'text');
    const oracle = new Tiktoken(o200k);
    expect(oracle.encode(text).length).toBeLessThan(800);
    const both = renderUsage(calls, well, 'text', await summarized(long, []));
    expect(oracle.encode(both).length).toBeLessThan(1_400);
  });
});
