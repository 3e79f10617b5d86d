import type { IncomingHttpHeaders } from 'node:http';

/** It sends nothing of a search back, so what was deferred for it has to be shown again at the first call. */
const FORGETFUL = /^opencode\//;

const AI_SDK = /\b(ai|provider-utils)\/(\d+)\.(\d+)\.(\d+)/g;

/**
 * The first versions of Vercel's AI SDK, of each major one, that go on after a search that they did not ask for. Those
 * before answer it themselves, as a call of a tool that they lack, which the provider refuses; 5 cannot read the response.
 */
const SINCE: Readonly<Record<string, readonly (readonly [major: number, minor: number, patch: number])[]>> = {
  ai: [
    [6, 0, 237],
    [7, 0, 38],
  ],
  // As streams are asked for, only this is said: the version that came with it.
  'provider-utils': [
    [4, 0, 41],
    [5, 0, 13],
  ],
};

/** Whether a client is known to lose its session, or all that was won, once its model has searched for tools unasked. */
export function searchesAreLost(headers: IncomingHttpHeaders): boolean {
  const agent = headers['user-agent'] ?? '';
  if (FORGETFUL.test(agent)) return true;
  return [...agent.matchAll(AI_SDK)].some(([, name = '', ...version]) =>
    isBefore(version.map(Number), SINCE[name]!),
  );
}

function isBefore(
  [major = 0, minor = 0, patch = 0]: readonly number[],
  since: readonly (readonly [number, number, number])[],
): boolean {
  const first = since.find(([same]) => same === major);
  if (!first) return major < since[0]![0];
  return minor < first[1] || (minor === first[1] && patch < first[2]);
}
