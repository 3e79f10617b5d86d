import { request as httpRequest } from 'node:http';
import { connect as netConnect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BODY_LIMIT, type HttpServing } from '../../src/mcp/http.js';
import { createClient, overHttp, serve, textOf } from './connect.js';
import { release } from './kit.mjs';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
const open: HttpServing[] = [];

afterEach(async () => {
  release();
  for (const serving of open.splice(0)) await serving.close();
});

async function start(options: Parameters<typeof serve>[0] = {}) {
  const serving = await serve(options);
  open.push(serving);
  return serving;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Iterable<Buffer>;
}

/** A request as it is, with headers that `fetch` would not let through. */
function ask(
  serving: HttpServing,
  { method = 'POST', path = '/mcp', headers = {}, body }: Asked,
): Promise<Answer> {
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve, reject) => {
    const json = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    const sent = httpRequest(
      { hostname, port, method, path, headers: { ...json, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on('error', reject);
    // What is left of a refused body may fail to be written after the answer is complete.
    sent.on('socket', (socket) => socket.on('error', () => {}));
    if (typeof body === 'object') for (const chunk of body) sent.write(chunk);
    else if (body !== undefined) sent.write(body);
    sent.end();
  });
}

const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

describe('routes', () => {
  it('serves health beside MCP', async () => {
    const serving = await start();
    const health = await ask(serving, { method: 'GET', path: '/health?x=1' });
    expect(health).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(health.text)).toEqual({ status: 'ok', name: 'ctxopt', version: '1.2.3' });
    expect(await ask(serving, { method: 'HEAD', path: '/health' })).toMatchObject({ status: 200, text: '' });
    expect((await ask(serving, { body: list })).status).toBe(200);
  });

  it.each([
    ['GET', '/', 404, undefined],
    ['POST', '/mcp/', 404, undefined],
    ['POST', '/mcpx', 404, undefined],
    ['GET', '/mcp', 405, 'POST'],
    ['DELETE', '/mcp', 405, 'POST'],
    ['PUT', '/mcp', 405, 'POST'],
    ['POST', '/health', 405, 'GET, HEAD'],
  ])('%s %s gets %i', async (method, path, status, allow) => {
    const answer = await ask(await start(), { method, path });
    expect(answer.status).toBe(status);
    expect(answer.headers.allow).toBe(allow);
  });

  it.each(['{', '', '[]', 'null', '"x"', '{"jsonrpc":"2.0"}'])(
    'a body of %j is a client error',
    async (body) => {
      const serving = await start();
      const { status } = await ask(serving, { body });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect((await ask(serving, { body: list })).status).toBe(200);
    },
  );
});

describe('Host and Origin', () => {
  it.each([
    [{ Host: 'evil.example' }, 403],
    [{ Host: 'evil.example:7333' }, 403],
    [{ Host: 'localhost.evil.example' }, 403],
    [{ Host: '127.0.0.1.evil.example' }, 403],
    [{ Host: 'localhost:1' }, 200],
    [{ Host: '[::1]:7333' }, 200],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'http://localhost.evil.example' }, 403],
    [{ Origin: 'http://localhost:6274' }, 200],
  ])('%j gets %i', async (headers, status) => {
    const serving = await start();
    expect((await ask(serving, { headers, body: list })).status).toBe(status);
    expect((await ask(serving, { headers, method: 'GET', path: '/health' })).status).toBe(status);
  });

  it('on every interface takes any Host, but no foreign Origin', async () => {
    const serving = await start({ host: '0.0.0.0', token: TOKEN });
    const headers = { Authorization: `Bearer ${TOKEN}`, Host: 'devbox.lan:7333' };
    expect((await ask(serving, { headers, body: list })).status).toBe(200);
    const foreign = { ...headers, Origin: 'https://evil.example' };
    expect((await ask(serving, { headers: foreign, body: list })).status).toBe(403);
  });
});

describe('the token', () => {
  it.each([
    ['0.0.0.0', undefined],
    ['::', undefined],
    ['192.0.2.1', undefined],
    ['0.0.0.0', 'short'],
    ['0.0.0.0', TOKEN.slice(0, 31)],
    ['127.0.0.1', 'short'],
    ['localhost.example', undefined],
  ])('on %s must not be %j', async (host, token) => {
    await expect(serve({ host, ...(token ? { token } : {}) })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('CTXOPT_HTTP_TOKEN'),
      hint: expect.stringContaining('openssl'),
    });
  });

  it.each([undefined, 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Basic ${TOKEN}`, TOKEN])(
    'is demanded: %j gets 401',
    async (Authorization) => {
      const serving = await start({ token: TOKEN });
      const answer = await ask(serving, { headers: Authorization ? { Authorization } : {}, body: list });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="ctxopt"' } });
      expect(answer.text).not.toContain(TOKEN);
    },
  );

  it.each(['2025-11-25', '2026-07-28'] as const)('lets a client in that has it, in %s', async (era) => {
    const client = createClient(era);
    await client.connect(overHttp(await start({ token: TOKEN }), TOKEN));
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    await client.close();
  });

  it('is not needed for health', async () => {
    const serving = await start({ token: TOKEN });
    expect((await ask(serving, { method: 'GET', path: '/health' })).status).toBe(200);
  });
});

describe('a body beyond 32 MiB', () => {
  const mebibyte = Buffer.alloc(1024 * 1024, 'x');

  it('gets 413 if it says so', async () => {
    const serving = await start();
    const headers = { 'Content-Length': String(BODY_LIMIT + 1) };
    const { status, text } = await ask(serving, { headers, body: Array(33).fill(mebibyte) }).catch(() =>
      declaredOnly(serving),
    );
    expect(status).toBe(413);
    expect(text).toContain('longer than 32 MiB');
  });

  it('gets 413 if it does not say so', async () => {
    const serving = await start();
    const headers = { 'Transfer-Encoding': 'chunked' };
    const { status } = await ask(serving, { headers, body: Array(34).fill(mebibyte) });
    expect(status).toBe(413);
    expect((await ask(serving, { body: list })).status).toBe(200);
  });

  it('does not concern one just below', async () => {
    const serving = await start();
    const client = createClient('2026-07-28');
    await client.connect(overHttp(serving));
    const text = 'x'.repeat(BODY_LIMIT - 2000);
    const result = await client.callTool({ name: 'echo', arguments: { text, times: -1 } });
    expect(textOf(result)).toContain('"times"');
    await client.close();
  });

  it('but a long one that is no JSON gets 400', async () => {
    const serving = await start();
    const { status, text } = await ask(serving, { body: [Buffer.from('{"jsonrpc":"2.0","id":'), mebibyte] });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      jsonrpc: '2.0',
      error: { code: -32_700, message: 'This is no JSON.' },
      id: null,
    });
  });

  /** The headers alone: the refusal comes before anything is sent. */
  function declaredOnly(serving: HttpServing): Promise<{ status: number; text: string }> {
    const { port } = new URL(serving.url);
    return new Promise((resolve, reject) => {
      const socket = netConnect(Number(port), '127.0.0.1', () => {
        socket.write(`POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${BODY_LIMIT + 1}\r\n\r\n`);
      });
      socket.on('error', reject).once('data', (data) => {
        resolve({ status: Number(String(data).split(' ')[1]), text: String(data) });
        socket.destroy();
      });
    });
  }
});

describe('cancellation', () => {
  it.each(['2025-11-25', '2026-07-28'] as const)('reaches the tool when a client of %s goes', async (era) => {
    const serving = await start();
    const client = createClient(era);
    await client.connect(overHttp(serving));
    const call = client.callTool({ name: 'wait', arguments: {} }, { onprogress: () => void client.close() });
    await expect(call).rejects.toThrow();
    await vi.waitFor(() => {
      expect(serving.app.logged).toContainEqual({ level: 'info', message: 'wait was cancelled' });
    });
    expect(serving.app.recorded).toEqual([]);
  });
});

describe('shutdown', () => {
  it.each(['2025-11-25', '2026-07-28'] as const)('finishes a request in flight, in %s', async (era) => {
    const serving = await start();
    const client = createClient(era);
    await client.connect(overHttp(serving));
    let closing: Promise<void> | undefined;
    const result = await client.callTool(
      { name: 'wait', arguments: {} },
      {
        onprogress: () => {
          closing = serving.close();
          setImmediate(release);
        },
      },
    );
    expect(textOf(result)).toBe('waited');
    await closing;
    await serving.closed;
    expect(serving.app.state.closed).toBe(1);
    await expect(ask(serving, { body: list })).rejects.toThrow(/ECONNREFUSED/);
    await client.close();
  });

  it('ends subscriptions instead of waiting for them', async () => {
    const serving = await start();
    const client = createClient('2026-07-28');
    await client.connect(overHttp(serving));
    const subscription = await client.listen({ resourceSubscriptions: ['test://calls'] });
    await serving.close();
    expect(await subscription.closed).toBe('graceful');
    await client.close();
  });

  it('happens once, however often it is asked for', async () => {
    const serving = await start();
    await Promise.all([serving.close(), serving.close()]);
    expect(serving.app.state.closed).toBe(1);
  });

  it('comes with SIGTERM', async () => {
    const serving = await start();
    process.emit('SIGTERM');
    await serving.closed;
    expect(serving.app.state.closed).toBe(1);
  });
});

describe('listening', () => {
  it('says when the port is taken', async () => {
    const { port } = new URL((await start()).url);
    await expect(serve({ port: Number(port) })).rejects.toMatchObject({
      code: 'invalid_input',
      message: `Port ${port} on 127.0.0.1 is in use.`,
    });
  });
});
