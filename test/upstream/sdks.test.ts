import { afterEach, describe, expect, it } from 'vitest';
import { FINAL, sessions, toolSession } from './sessions.js';
import { startUpstream, type Upstream } from './upstream.js';

let upstream: Upstream | undefined;
afterEach(async () => {
  await upstream?.close();
  upstream = undefined;
});

describe.each(sessions)('$name', ({ name, requests, run }) => {
  it('holds a whole session with the upstream', async () => {
    upstream = await startUpstream({ script: toolSession() });
    const seen = JSON.stringify(await run(upstream.url));
    expect(upstream.requests).toHaveLength(requests);
    if (name === 'the small endpoints') return;
    if (name !== 'Ollama’s API, streaming') expect(seen).toContain(FINAL);
    expect(seen).toContain('größe.ts');
    const last = upstream.requests.at(-1)!.body.toString();
    expect(last).toContain(String.raw`contents of {\"path\":\"b\"}`);
    expect(upstream.requests.every(({ isAborted }) => !isAborted)).toBe(true);
  });
});
