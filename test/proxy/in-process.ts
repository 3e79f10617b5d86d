import type { IncomingHttpHeaders } from 'node:http';
import type { Compute } from '../../src/compute/compute.js';
import { jobs } from '../../src/compute/jobs.js';
import type { Endpoint } from '../../src/proxy/endpoint.js';
import type { RewriteRequest } from '../../src/proxy/exchange.js';
import type { RewritePolicy } from '../../src/proxy/passage.js';
import { within } from '../../src/proxy/within.js';

type Job = (request: unknown, progress: () => void, ask: unknown) => Promise<unknown>;

/** The real jobs, in this thread: what they are asked and answer passes through a structured clone all the same. */
export const inProcess = {
  async run(name, request, options) {
    const answer = options?.ask as ((question: unknown) => Promise<unknown>) | undefined;
    const ask = async (question: unknown) => structuredClone(await answer?.(structuredClone(question)));
    const job = (jobs[name] as Job)(structuredClone(request), () => {}, ask);
    return structuredClone(await (options?.signal ? within(options.signal, job) : job));
  },
} as Pick<Compute, 'run'>;

export function policy(given: Partial<RewritePolicy> = {}): RewritePolicy {
  return { level: 'balanced', subscriptions: false, worth: { cached: false }, ...given };
}

export function requestOf(
  endpoint: Endpoint,
  body: unknown,
  headers: IncomingHttpHeaders = { 'x-api-key': 'sk-ant-api03-x' },
): RewriteRequest {
  const { signal } = new AbortController();
  return {
    endpoint,
    head: { method: 'POST', path: '/', headers, address: '127.0.0.1' },
    body:
      typeof body === 'string'
        ? Buffer.from(body)
        : Buffer.isBuffer(body)
          ? body
          : Buffer.from(JSON.stringify(body)),
    project: 'mill',
    signal: () => signal,
  };
}
