import { Histogram, Registry } from 'prom-client';
import { promptOf } from '../billing/bill.js';
import { errorOf } from '../session/summarize-exchanges.js';
import type { Alert, ExchangeRecord } from '../store/exchange-record.js';
import { boundedLabel, OTHER } from './bounded-label.js';
import type { Operation } from './endpoint.js';
import { endpoints } from './endpoints.js';
import type { Exchange } from './exchange.js';
import { gatheredCounter } from './gathered-counter.js';

/** Metrics of one proxy, in a registry of its own. */
export interface Metrics {
  /** Counts an exchange that has ended. */
  ended(exchange: Exchange): void;
  /** Counts what it was found to cost. */
  billed(record: ExchangeRecord): void;
  alerted(alert: Alert): void;
  /** So many exchanges could not be written down. */
  unrecorded(count: number): void;
  /** In Prometheus' text format. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** Values of a label beyond which there is only `other`. */
const MOST_VALUES = 100;

/**
 * As OpenTelemetry's conventions prescribe them: opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics, status
 * "Development", as of November 2026. In Prometheus' spelling dots are underscores, and seconds stand in the name. Drafts
 * since then (github.com/open-telemetry/semantic-conventions-genai) put counters in place of the tokens' histogram:
 * `ctxopt_prompt_tokens_total` and `ctxopt_output_tokens_total` are such.
 */
const TOKEN_BUCKETS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const DURATION_BUCKETS = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);

/** Own work, in seconds. */
const OVERHEAD_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Operations that a model does, by the conventions' names; the others are only requests. */
const GENERATIVE: readonly Operation[] = ['chat', 'text_completion', 'embeddings'];

const operationOf: ReadonlyMap<string, Operation> = new Map(
  endpoints.map(({ name, operation }) => [name, operation]),
);

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const project = boundedLabel(MOST_VALUES);
  const model = boundedLabel(MOST_VALUES);
  const pass = boundedLabel(MOST_VALUES);
  const statusLabel = boundedLabel(MOST_VALUES);
  const failure = boundedLabel(MOST_VALUES);

  const tokenUsage = new Histogram({
    name: 'gen_ai_client_token_usage',
    help: 'Tokens of prompts (those read from and written to a cache included) and of answers, as billed.',
    labelNames: [
      'gen_ai_operation_name',
      'gen_ai_provider_name',
      'gen_ai_request_model',
      'gen_ai_response_model',
      'gen_ai_token_type',
    ],
    buckets: TOKEN_BUCKETS,
    registers,
  });
  const duration = new Histogram({
    name: 'gen_ai_client_operation_duration_seconds',
    help: 'From the head of a request to the end of its response.',
    labelNames: [
      'gen_ai_operation_name',
      'gen_ai_provider_name',
      'gen_ai_request_model',
      'gen_ai_response_model',
      'error_type',
    ],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const firstByte = new Histogram({
    name: 'ctxopt_first_byte_seconds',
    help: 'From the head of a request to the head of its response.',
    labelNames: ['endpoint'],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const overhead = new Histogram({
    name: 'ctxopt_overhead_seconds',
    help: "The proxy's own work on a request before it is sent on.",
    labelNames: ['endpoint'],
    buckets: OVERHEAD_BUCKETS,
    registers,
  });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    gatheredCounter({ name, help, registers }, labelNames);
  const requests = counter('ctxopt_requests_total', 'Requests that ended, in whatever way.', [
    'project',
    'provider',
    'endpoint',
    'status',
    'outcome',
  ]);
  const bytes = counter('ctxopt_bytes_total', 'Bytes of bodies that were forwarded.', ['direction']);
  const promptTokens = counter('ctxopt_prompt_tokens_total', 'Tokens of prompts as billed, by their price.', [
    'project',
    'model',
    'kind',
  ]);
  const outputTokens = counter('ctxopt_output_tokens_total', 'Tokens of answers as billed.', [
    'project',
    'model',
  ]);
  const savedTokens = counter(
    'ctxopt_saved_tokens_total',
    "Tokens that were not sent, by ctxopt's own count: an estimate of what would have been billed.",
    ['project', 'model', 'part'],
  );
  const rewrites = counter('ctxopt_rewrites_total', 'Requests that a pass changed something in.', ['pass']);
  const cost = counter('ctxopt_cost_dollars_total', 'US dollars at list price.', ['project', 'model']);
  const costWithout = counter(
    'ctxopt_cost_without_dollars_total',
    'US dollars that the same requests would have cost without ctxopt: an estimate. Originals that were fetched back are not in it.',
    ['project', 'model'],
  );
  const alerts = counter('ctxopt_alerts_total', 'Thresholds that were passed.', ['project', 'kind']);
  const lost = counter('ctxopt_unrecorded_total', 'Requests that the statistics do not have.', []);

  function countTokens(exchange: Exchange, operation: Operation | undefined): void {
    const { usage } = exchange;
    if (!usage) return;
    const labels = { project: project(exchange.project), model: model(exchange.model ?? OTHER) };
    const { cacheWrite, cacheWriteHour = 0, cacheRead, input, output } = usage;
    const written = {
      input,
      cache_read: cacheRead,
      cache_write_1h: cacheWriteHour,
      cache_write: Math.max(0, cacheWrite - cacheWriteHour),
    };
    for (const [kind, tokens] of Object.entries(written)) promptTokens.inc({ kind, ...labels }, tokens);
    outputTokens.inc(labels, output);
    if (!operation) return;
    const types = { input: promptOf(usage), output };
    for (const [type, tokens] of Object.entries(types)) {
      const own = Object.assign(generative(exchange, operation), { gen_ai_token_type: type });
      tokenUsage.observe(own, tokens);
    }
  }

  function generative({ provider, asked, answered }: Exchange, operation: Operation) {
    return {
      gen_ai_operation_name: operation,
      gen_ai_provider_name: provider,
      ...(asked === undefined ? {} : { gen_ai_request_model: model(asked) }),
      ...(answered === undefined ? {} : { gen_ai_response_model: model(answered) }),
    };
  }

  function countSaved(exchange: Exchange): void {
    const { tokensBefore, tokensAfter, savedFresh: fresh, savedReplayed: replayed } = exchange;
    const labels = { project: project(exchange.project), model: model(exchange.model ?? OTHER) };
    const known = { fresh, replayed };
    if (fresh === undefined && replayed === undefined && tokensBefore !== undefined) {
      savedTokens.inc(
        { part: 'unknown', ...labels },
        Math.max(0, tokensBefore - (tokensAfter ?? tokensBefore)),
      );
    }
    for (const [part, tokens = 0] of Object.entries(known)) {
      if (tokens > 0) savedTokens.inc({ part, ...labels }, tokens);
    }
  }

  return {
    ended(exchange) {
      const { provider, status, outcome } = exchange;
      const endpoint = exchange.endpoint ?? OTHER;
      const known = operationOf.get(endpoint);
      const operation = known && GENERATIVE.includes(known) ? known : undefined;
      requests.inc({
        project: project(exchange.project),
        provider,
        endpoint,
        status: statusLabel(String(status)),
        outcome,
      });
      bytes.inc({ direction: 'request' }, exchange.requestBytes ?? 0);
      bytes.inc({ direction: 'response' }, exchange.responseBytes ?? 0);
      for (const name of exchange.passes) rewrites.inc({ pass: pass(name) });
      countTokens(exchange, operation);
      countSaved(exchange);
      if (exchange.firstByteMs !== undefined) firstByte.observe({ endpoint }, exchange.firstByteMs / 1000);
      if (outcome === 'refused') return;
      overhead.observe({ endpoint }, exchange.overheadMs / 1000);
      if (!operation) return;
      const error = exchange.error ?? errorOf(exchange);
      duration.observe(
        {
          ...generative(exchange, operation),
          ...(error === undefined ? {} : { error_type: failure(error) }),
        },
        exchange.totalMs / 1000,
      );
    },

    billed(record) {
      if (record.cost === undefined || record.costWithout === undefined) return;
      const labels = { project: project(record.project), model: model(record.model ?? OTHER) };
      cost.inc(labels, record.cost);
      costWithout.inc(labels, record.costWithout);
    },

    alerted({ project: name, kind }) {
      alerts.inc({ project: project(name), kind });
    },

    unrecorded(count) {
      lost.inc({}, count);
    },

    async text() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
