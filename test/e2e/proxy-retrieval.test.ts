import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startUpstream } from '../upstream/upstream.js';
import { CLI, type Connection, connectStdio, type Era, serverEnv, temporaryFolder } from './connect.js';
import { outputOf, sendTurn, warmUp } from './long-talk.js';
import { startProxyProcess } from './proxy-process.js';

interface ProxyFigures {
  readonly requests: number;
  readonly textSaved: number;
  readonly retrieved: number;
  readonly net: number;
  readonly tokens: { readonly takenOut: number; readonly fetched: number };
}

/** What the proxy's part of all statistics says, once so many requests are in it. */
async function figuresOf({ call }: Connection, requests: number): Promise<ProxyFigures> {
  let proxy: ProxyFigures | undefined;
  await vi.waitFor(
    async () => {
      ({ proxy } = JSON.parse((await call('get_usage_stats', { scope: 'all', format: 'json' })).text) as {
        readonly proxy?: ProxyFigures;
      });
      expect(proxy?.requests).toBe(requests);
    },
    { timeout: 10_000 },
  );
  return proxy!;
}

it.each<Era>(['legacy', 'modern'])(
  'what the proxy takes out, the MCP server gives back to the byte, and the books of both tell of it (%s)',
  async (era) => {
    const { folder, remove } = await temporaryFolder();
    onTestFinished(remove);
    const home = path.join(folder, 'home');
    // Its tokens are short, so that what was fetched back has its room in the prompt that is billed.
    const upstream = await startUpstream({ countTokens: (text) => Math.ceil(text.length / 2) });
    onTestFinished(() => upstream.close());
    const proxy = await startProxyProcess({ home, upstream: upstream.url });
    await warmUp(proxy.url);
    const warmUps = upstream.take().length;
    const server = await connectStdio(era, { cwd: folder, env: { CTXOPT_HOME: home } });
    onTestFinished(() => server.close());

    await sendTurn(proxy.url, 1);
    const sent = JSON.parse(upstream.requests[0]!.body.toString()) as {
      readonly messages: readonly { readonly content: readonly { readonly content: string }[] }[];
    };
    const shown = sent.messages.at(-1)!.content[0]!.content;
    expect(shown.length).toBeLessThan(outputOf(1).length / 4);
    expect(shown).toContain('failed: status 502');
    const [handle] = /ctx:[0-9a-f]{12}/.exec(shown)!;
    const before = await figuresOf(server, warmUps + 1);
    expect(before.tokens).toMatchObject({ takenOut: expect.any(Number), fetched: 0 });

    const input = { path: handle, view: 'full' };
    const { text, isError } = await server.call('smart_read', input);
    expect(isError).toBe(false);
    // A line says what it is; the rest is the original.
    expect(text.slice(text.indexOf('\n') + 1)).toBe(outputOf(1));

    // As the client has it from the model's call: the proxy knows its own, and leaves it.
    await sendTurn(proxy.url, 1, { name: 'mcp__ctxopt__smart_read', input, output: text });
    expect(upstream.requests[1]!.body.toString()).toContain(JSON.stringify(text));
    const after = await figuresOf(server, warmUps + 2);
    expect(after.tokens.fetched).toBeGreaterThan(4_000);
    expect(after.retrieved).toBeLessThan(0);
    expect(after.net).toBeLessThan(after.textSaved);
    const told = await server.call('get_usage_stats', { scope: 'all' });
    expect(told.text).toContain('originals fetched back');
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'stats'], {
      cwd: folder,
      env: serverEnv({ CTXOPT_HOME: home }),
    });
    expect(stdout).toContain('originals fetched back');
    expect(stdout).toContain(`${after.tokens.fetched.toLocaleString('en-US')} fetched back`);
  },
);
