import { register } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/proxy/metrics.js';
import { exchangeRecord } from '../contracts/exchange-store.js';
import { exchange, lacking } from './exchange.js';

/** Lines of the text that are no comments, by what stands before the value; what is 0 is left out. */
async function samples(metrics: Metrics): Promise<Readonly<Record<string, number>>> {
  const { body } = await metrics.text();
  return Object.fromEntries(
    body
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#') && !line.endsWith(' 0'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const CHAT =
  'gen_ai_operation_name="chat",gen_ai_provider_name="anthropic",gen_ai_request_model="claude-opus",gen_ai_response_model="claude-opus-4-5"';

describe('metrics', () => {
  it('tell tokens and duration by the names of the conventions', async () => {
    const metrics = createMetrics();
    metrics.ended(exchange({ asked: 'claude-opus' }));
    const found = await samples(metrics);
    const input = `{${CHAT},gen_ai_token_type="input"}`;
    const output = `{${CHAT},gen_ai_token_type="output"}`;
    expect(found[`gen_ai_client_token_usage_sum${input}`]).toBe(20_010);
    expect(found[`gen_ai_client_token_usage_count${input}`]).toBe(1);
    expect(found[`gen_ai_client_token_usage_sum${output}`]).toBe(500);
    expect(found[`gen_ai_client_operation_duration_seconds_sum{${CHAT}}`]).toBe(4.0315);
    const { body, contentType } = await metrics.text();
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const bounds = (name: string) =>
      [...body.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)".*_type="input"`, 'gm'))].map((m) => m[1]);
    expect(bounds('gen_ai_client_token_usage').join(' ')).toBe(
      '1 4 16 64 256 1024 4096 16384 65536 262144 1048576 4194304 16777216 67108864 +Inf',
    );
    const times = [...body.matchAll(/^gen_ai_client_operation_duration_seconds_bucket\{le="([^"]+)"/gm)];
    expect(times.map((m) => m[1]).join(' ')).toBe(
      '0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92 +Inf',
    );
  });

  it('tell what is ours', async () => {
    const metrics = createMetrics();
    metrics.ended(exchange());
    metrics.billed(exchangeRecord());
    metrics.alerted({ at: 0, project: 'engine', kind: 'daily_cost', subject: 'd', value: 2, threshold: 1 });
    metrics.unrecorded(1);
    const found = await samples(metrics);
    const owned = 'project="engine",model="claude-opus-4-5"';
    expect(found).toMatchObject({
      'ctxopt_requests_total{project="engine",provider="anthropic",endpoint="anthropic-messages",status="200",outcome="complete"}': 1,
      'ctxopt_bytes_total{direction="request"}': 80_000,
      'ctxopt_bytes_total{direction="response"}': 2_000,
      [`ctxopt_prompt_tokens_total{${owned},kind="input"}`]: 10,
      [`ctxopt_prompt_tokens_total{${owned},kind="cache_read"}`]: 18_000,
      [`ctxopt_prompt_tokens_total{${owned},kind="cache_write"}`]: 2_000,
      [`ctxopt_output_tokens_total{${owned}}`]: 500,
      [`ctxopt_saved_tokens_total{${owned},part="fresh"}`]: 400,
      [`ctxopt_saved_tokens_total{${owned},part="replayed"}`]: 600,
      'ctxopt_rewrites_total{pass="call-echoes"}': 1,
      'ctxopt_rewrites_total{pass="known-outputs"}': 1,
      [`ctxopt_cost_dollars_total{${owned}}`]: 0.03405,
      [`ctxopt_cost_without_dollars_total{${owned}}`]: 0.03685,
      'ctxopt_overhead_seconds_sum{endpoint="anthropic-messages"}': 0.003125,
      'ctxopt_first_byte_seconds_sum{endpoint="anthropic-messages"}': 0.81225,
      'ctxopt_alerts_total{project="engine",kind="daily_cost"}': 1,
      ctxopt_unrecorded_total: 1,
    });
  });

  it('name the error of an operation that failed, and count no duration for what was refused or is no operation', async () => {
    const metrics = createMetrics();
    const failed = lacking(
      exchange({ status: 529, error: 'overloaded_error' }),
      ...(['usage', 'model', 'asked', 'answered'] as const),
    );
    metrics.ended(failed);
    metrics.ended({ ...failed, status: 401, outcome: 'refused' });
    metrics.ended({ ...failed, endpoint: 'anthropic-count-tokens' });
    metrics.ended(lacking(failed, 'endpoint'));
    const found = Object.entries(await samples(metrics)).filter(([name]) =>
      name.startsWith('gen_ai_client_operation_duration_seconds_count'),
    );
    expect(found).toEqual([
      [
        'gen_ai_client_operation_duration_seconds_count' +
          '{gen_ai_operation_name="chat",gen_ai_provider_name="anthropic",error_type="overloaded_error"}',
        1,
      ],
    ]);
  });

  it('bound what labels can be', async () => {
    const metrics = createMetrics();
    for (let n = 0; n < 1_000; n++) {
      metrics.ended(
        exchange({
          model: `m${n}`,
          asked: `m${n}`,
          answered: `m${n}`,
          project: `p${n}`,
          passes: [`pass${n}`],
          error: `e${n}`,
          status: n,
        }),
      );
    }
    metrics.ended(
      exchange({ model: 'x'.repeat(5_000), asked: 'x'.repeat(5_000), project: 'p1', passes: [] }),
    );
    const names = Object.keys(await samples(metrics));
    const valuesOf = (metric: string, label: string) =>
      new Set(
        names
          .filter((name) => name.startsWith(metric))
          .map((name) => new RegExp(`[{,]${label}="([^"]*)"`).exec(name)?.[1]),
      );
    expect(valuesOf('gen_ai_client_token_usage_count', 'gen_ai_request_model').size).toBe(101);
    expect(valuesOf('ctxopt_requests_total', 'project').size).toBe(101);
    expect(valuesOf('ctxopt_requests_total', 'status').size).toBe(101);
    expect(valuesOf('ctxopt_rewrites_total', 'pass').size).toBe(101);
    expect(valuesOf('ctxopt_requests_total', 'project')).toContain('other');
    expect(names.join().includes('xxx')).toBe(false);
  });

  it('go on from what they told, and are not spoiled by what is no amount', async () => {
    const metrics = createMetrics();
    expect((await metrics.text()).body).toContain('\nctxopt_unrecorded_total 0\n');
    for (const count of [2, 3]) {
      metrics.unrecorded(count);
      metrics.ended(exchange());
      await metrics.text();
    }
    for (const count of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => metrics.unrecorded(count)).toThrow(RangeError);
    }
    expect(await samples(metrics)).toMatchObject({
      ctxopt_unrecorded_total: 5,
      'ctxopt_bytes_total{direction="request"}': 160_000,
    });
  });

  it('leave the registry of the process alone', async () => {
    createMetrics().ended(exchange());
    expect(await register.metrics()).not.toMatch(/ctxopt|gen_ai/);
  });
});
