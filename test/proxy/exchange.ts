import type { Exchange } from '../../src/proxy/exchange.js';

/** A request to Claude that read most of its prompt from the cache, and 1,000 tokens of which had been taken out. */
export function exchange(given: Partial<Exchange> = {}): Exchange {
  return {
    id: '0c4c2f5e-0000-4000-8000-000000000001',
    at: Date.UTC(2026, 10, 22, 12),
    project: 'engine',
    session: 'b7d6a1c0-0000-4000-8000-000000000002',
    provider: 'anthropic',
    upstream: 'anthropic',
    endpoint: 'anthropic-messages',
    method: 'POST',
    path: '/v1/messages',
    model: 'claude-opus-4-5',
    asked: 'claude-opus-4-5',
    answered: 'claude-opus-4-5',
    status: 200,
    outcome: 'complete',
    firstByteMs: 812.25,
    totalMs: 4_031.5,
    overheadMs: 3.125,
    requestBytes: 80_000,
    responseBytes: 2_000,
    tokensBefore: 21_000,
    tokensAfter: 20_000,
    savedFresh: 400,
    savedReplayed: 600,
    passes: ['call-echoes', 'known-outputs'],
    usage: { input: 10, output: 500, cacheRead: 18_000, cacheWrite: 2_000, cacheWriteHour: 0 },
    bypassed: false,
    ...given,
  };
}

/** The exchange without members that may be absent. */
export function lacking(given: Exchange, ...names: (keyof Exchange)[]): Exchange {
  const left = Object.entries(given).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as unknown as Exchange;
}
