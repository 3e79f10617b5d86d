import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answered, type Asked, ask, exchangeBytes } from './ask.js';
import { exchangeOf, startProxy } from './proxy.js';
import { type Recorded, startSocketUpstream, startUpstream } from './upstream.js';

/** Fields that belong to the connection, which Node's client and undici each write in their own way. */
const CONNECTION = ['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];

function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (!CONNECTION.includes(name) && !name.startsWith('x-ctxopt-')) kept.push(`${raw[at]}: ${raw[at + 1]}`);
  }
  return kept;
}

/** Short enough to be compared member by member. */
const digest = (body: Buffer) => createHash('sha256').update(body).digest('hex');

const seenBy = ({ rawHeaders, body, ...rest }: Recorded) => ({
  ...rest,
  body: digest(body),
  fields: endToEnd(rawHeaders),
});

const readBy = ({ rawHeaders, headers, body, text: _, ...rest }: Answered) => ({
  ...rest,
  body: digest(body),
  fields: endToEnd(rawHeaders),
  length: headers['content-length'],
});

/** Asks the upstream directly and through the proxy; both must see the same. */
async function expectSame(upstream: Awaited<ReturnType<typeof startUpstream>>, proxy: string, asked: Asked) {
  const direct = await ask(upstream.url, asked);
  const proxied = await ask(proxy, asked);
  const [first, second] = upstream.requests.splice(0);
  expect(seenBy(second!)).toEqual(seenBy(first!));
  expect(readBy(proxied)).toEqual(readBy(direct));
  return proxied;
}

describe('request and response are the same through the proxy and without it', () => {
  it.each([
    ['HEAD', '/api/hello'],
    ['GET', '/v1/models'],
    ['GET', '/v1/models/a%2Fb%20c?x=%7B%22a%22%3A1%7D&&y=+&z#'],
    ['GET', '//double//slashes/'],
    ['GET', '/a/./b/../c'],
    ['GET', "/v1/odd;p=1/'()*!$,:@~?q=[]|^`{}"],
    ['GET', '/?'],
    ['DELETE', '/v1/files/1'],
    ['OPTIONS', '/v1/messages'],
    ['PATCH', '/v1/x'],
    ['PUT', '/v1/x'],
    ['PROPFIND', '/v1/x'],
    ['POST', '/v1/messages?beta=true'],
    ['POST', '/api/generate'],
  ])('%s %s', async (method, path) => {
    const upstream = await startUpstream((response) => response.end('done'));
    const proxy = await startProxy(upstream.url);
    await expectSame(upstream, proxy.url, { method, path });
    await expectSame(upstream, proxy.url, {
      method,
      path,
      headers: ['Content-Type', 'text/plain', 'Content-Length', '5'],
      body: 'hello',
    });
  });

  it('header fields in their order and case, repeated ones, odd values, and every byte above 0x7f', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(299, 'Quite So: fine!', [
        ...['X-Zeta', '1', 'set-cookie', 'a=1; Path=/', 'Set-Cookie', 'b=2', 'SET-COOKIE', 'c="3, 4"'],
        ...[
          'request-ID',
          'req_1',
          'x-latin',
          '\x80\xe9\xff',
          'X-Empty',
          '',
          'x-tab',
          'a\tb',
          'Vary',
          '*',
          'vary',
          'x',
        ],
        ...['date', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Content-Length', '2'],
      ]);
      response.end('ok');
    });
    const proxy = await startProxy(upstream.url);
    const headers = [
      ...[
        'X-API-Key',
        'k',
        'anthropic-Version',
        '2023-06-01',
        'Accept',
        'a/b',
        'accept',
        'c/d',
        'x-latin',
        '\xe4',
      ],
      ...[
        'X-Empty',
        '',
        'Authorization',
        'Bearer x',
        'Cookie',
        'a=b',
        'cookie',
        'c=d',
        'Accept-Encoding',
        'zstd;q=0.1',
      ],
      ...['Content-Length', '0'],
    ];
    const { rawHeaders } = await expectSame(upstream, proxy.url, { headers });
    expect(rawHeaders.slice(0, 2)).toEqual(['X-Zeta', '1']);
  });

  it('tells the upstream its own host', async () => {
    const upstream = await startUpstream((response) => response.end());
    const proxy = await startProxy(upstream.url);
    await ask(proxy.url, { method: 'GET' });
    const { rawHeaders } = upstream.requests[0]!;
    expect(rawHeaders.filter((name) => /^host$/i.test(name))).toHaveLength(1);
    expect(rawHeaders[rawHeaders.findIndex((name) => /^host$/i.test(name)) + 1]).toBe(
      new URL(upstream.url).host,
    );
  });

  it.each([204, 304, 200, 201, 400, 401, 404, 429, 500, 529])('status %i', async (status) => {
    const upstream = await startUpstream((response) => {
      response.writeHead(status, { ETag: '"1"', 'Retry-After': '7' });
      response.end(status === 204 || status === 304 ? undefined : '{"type":"error"}');
    });
    const proxy = await startProxy(upstream.url);
    expect(await expectSame(upstream, proxy.url, { body: '{}' })).toMatchObject({ status });
  });

  it.each(['Sch\xc3\xb6n', ''])('the reason phrase %j', async (phrase) => {
    const wire = `HTTP/1.1 200 ${phrase}\r\nContent-Length: 0\r\n\r\n`;
    const upstream = await startSocketUpstream((socket) =>
      socket.on('data', () => socket.write(Buffer.from(wire, 'latin1'))),
    );
    const proxy = await startProxy(upstream.url);
    const { message } = await ask(upstream.url);
    expect((await ask(proxy.url)).message).toBe(message);
  });

  it('a POST with no body, with an empty one, and an empty chunked one', async () => {
    const upstream = await startUpstream((response) => response.end('x'));
    const proxy = await startProxy(upstream.url);
    for (const headers of [[], ['Content-Length', '0'], ['Transfer-Encoding', 'chunked']]) {
      await ask(proxy.url, { headers });
      expect(upstream.requests.splice(0)[0]).toMatchObject({ method: 'POST', body: Buffer.alloc(0) });
    }
  });

  it.each([1, 5_000, 70_000, 3_000_000])('bodies of %i bytes, by length and in chunks', async (length) => {
    const body = Buffer.alloc(length, 'abcdefghij\xff', 'latin1');
    const upstream = await startUpstream((response, request) => response.end(request.body));
    const proxy = await startProxy(upstream.url);
    await expectSame(upstream, proxy.url, { headers: ['Content-Length', String(length)], body });
    await expectSame(upstream, proxy.url, { headers: ['Transfer-Encoding', 'chunked'], body: [body] });
  });

  it('compressed bodies stay compressed as they were, in both directions', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'br' });
      response.end(brotliCompressSync('{"answer":1}'));
    });
    const proxy = await startProxy(upstream.url);
    const body = gzipSync('{"model":"m"}');
    const headers = ['Content-Encoding', 'gzip', 'Content-Length', String(body.length)];
    await expectSame(upstream, proxy.url, { headers, body });
  });

  it('trailers of a response', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { Trailer: 'X-Sum, X-Other' });
      response.write('part');
      response.addTrailers([
        ['X-Sum', 'abc'],
        ['X-Other', '1'],
        ['X-Other', '2'],
      ]);
      response.end();
    });
    const proxy = await startProxy(upstream.url);
    const { rawTrailers } = await expectSame(upstream, proxy.url, {});
    expect(rawTrailers).toEqual(['X-Sum', 'abc', 'X-Other', '1', 'X-Other', '2']);
  });

  it('trailers of a request, announced as they must be, and an answer to it of any form', async () => {
    const upstream = await startUpstream((response, { body }) => {
      response.writeHead(200, 'Fine', { 'X-One': '1', Trailer: 'X-Sum' });
      response.write(body);
      response.addTrailers({ 'X-Sum': '2' });
      response.end();
    });
    const proxy = await startProxy(upstream.url, {
      rewrite: async ({ body }) => ({ body, session: '', passes: [] }),
    });
    const headers = [
      'x-first',
      '1',
      'Trailer',
      'X-Digest, x-digest',
      'Transfer-Encoding',
      'chunked',
      'X-Last',
      '2',
    ];
    const trailers = [['X-Digest', 'abc'] as const, ['x-digest', 'def'] as const];
    const body = ['one', Buffer.alloc(500_000, 'x'), 'two'];
    const { length } = await ask(upstream.url, { headers, body, trailers }).then(({ body }) => body);
    expect(upstream.requests.splice(0)[0]!.rawTrailers).toEqual(['X-Digest', 'abc', 'x-digest', 'def']);
    expect(length).toBe(500_006);
    await expectSame(upstream, proxy.url, { headers, body, trailers });
    expect(await exchangeOf(proxy)).toMatchObject({ outcome: 'complete', status: 200 });
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'PUT'])(
    'a %s whose body has trailers: no byte of the body is taken for a request',
    async (method) => {
      const upstream = await startUpstream((response) => response.end('done'));
      const proxy = await startProxy(upstream.url);
      const body = 'GET /admin HTTP/1.1\r\nHost: x\r\n\r\n';
      for (const field of ['X-Kept: 1', 'Connection: trailer']) {
        const head = `${method} /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n${field}\r\n\r\n`;
        const sent = `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\nX-T: 1\r\n\r\n`;
        expect(await exchangeBytes(proxy.url, sent)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
        expect(upstream.requests.splice(0)).toMatchObject([
          { method, url: '/v1/x', body: Buffer.from(body), rawTrailers: ['X-T', '1'] },
        ]);
      }
    },
  );

  it('more header fields than Node reads unless it is told to', async () => {
    const upstream = await startSocketUpstream((socket) => {
      let got = '';
      socket.on('data', (chunk) => {
        got += chunk;
        if (!got.endsWith('\r\n\r\nhi')) return;
        const fields = got.match(/^x-\d+: y\r$/gm)!;
        socket.write(`HTTP/1.1 200 OK\r\n${fields.join('\n')}\nContent-Length: 2\r\n\r\nok`);
      });
    });
    const proxy = await startProxy(upstream.url);
    const fields = Array.from({ length: 3_000 }, (_, n) => `x-${n}: y\r\n`).join('');
    const head = `POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${fields}Content-Length: 2\r\n\r\nhi`;
    expect(await exchangeBytes(proxy.url, head, 10_000)).toContain(
      `200 OK\r\n${fields}Content-Length: 2\r\n`,
    );
  });

  it('whatever bytes the header values and the body are made of', async () => {
    const upstream = await startUpstream((response, request) => {
      response.writeHead(200, ['X-Back', request.rawHeaders[request.rawHeaders.indexOf('x-There') + 1]!]);
      response.end(request.body);
    });
    const proxy = await startProxy(upstream.url);
    const value = fc.string({
      unit: fc
        .integer({ min: 0x21, max: 0xff })
        .map((code) => String.fromCharCode(code === 0x7f ? 0x21 : code)),
    });
    await fc.assert(
      fc.asyncProperty(value, fc.uint8Array({ maxLength: 300 }), async (there, bytes) => {
        const headers = ['x-There', there, 'Content-Length', String(bytes.length)];
        await expectSame(upstream, proxy.url, { headers, body: Buffer.from(bytes) });
      }),
      { numRuns: 40 },
    );
  });
});

describe('what ends at the connection', () => {
  it('hop-by-hop fields, and those that Connection names', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, [
        ...[
          'Connection',
          'X-Hop, close',
          'X-Hop',
          '1',
          'Proxy-Authenticate',
          'Basic',
          'X-Kept',
          '2',
          'Trailer',
          'X-T',
        ],
      ]);
      response.end('x');
    });
    const proxy = await startProxy(upstream.url);
    const answer = await exchangeBytes(
      proxy.url,
      [
        'POST /v1/x HTTP/1.1',
        'Host: 127.0.0.1',
        'Connection: keep-alive, X-Private',
        'X-Private: 1',
        'TE: trailers',
        'Keep-Alive: timeout=5',
        'Proxy-Authorization: Basic x',
        'Proxy-Connection: keep-alive',
        'Upgrade: h2c',
        'HTTP2-Settings: x',
        'X-Ctxopt-Project: p',
        'x-kept: 1',
        'Content-Length: 2',
        '',
        'hi',
      ].join('\r\n'),
    );
    expect(upstream.requests[0]!.body.toString()).toBe('hi');
    const names = upstream.requests[0]!.rawHeaders.filter((_, at) => at % 2 === 0).map((name) =>
      name.toLowerCase(),
    );
    expect(names.sort()).toEqual(['connection', 'content-length', 'host', 'http2-settings', 'x-kept']);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('\r\nX-Kept: 2\r\n');
    expect(answer).toContain('\r\nTrailer: X-T\r\n');
    expect(answer).not.toMatch(/X-Hop|Proxy-Auth/);
  });

  it('does not break on a Trailer field where the length is given', async () => {
    const upstream = await startSocketUpstream((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nTrailer: X-T\r\nContent-Length: 2\r\n\r\nok'),
      );
    });
    const proxy = await startProxy(upstream.url);
    expect(await ask(proxy.url)).toMatchObject({ status: 200, text: 'ok' });
  });

  it.each([2, 100_000])('nor on one where the %i bytes of a request are', async (length) => {
    const upstream = await startUpstream((response, { body }) => response.end(String(body.length)));
    const proxy = await startProxy(upstream.url);
    const head = `POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTrailer: X-T\r\nContent-Length: ${length}\r\n\r\n`;
    expect(await exchangeBytes(proxy.url, head + 'x'.repeat(length))).toMatch(`\r\n\r\n${length}`);
  });

  it('serves a client of HTTP/1.0', async () => {
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { Trailer: 'X-T' });
      response.write('a');
      response.end('b');
    });
    const proxy = await startProxy(upstream.url);
    const answer = await exchangeBytes(proxy.url, 'GET /v1/x HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).not.toMatch(/chunked|Trailer/i);
    expect(answer).toMatch(/\r\n\r\nab$/);
  });
});

describe('before the answer', () => {
  it('tells a client that waits for it to go on, once it may', async () => {
    const upstream = await startUpstream((response, { body }) => response.end(body));
    const proxy = await startProxy(upstream.url);
    const head =
      'POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n';
    const answer = await exchangeBytes(proxy.url, head);
    expect(answer).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const whole = await exchangeBytes(proxy.url, `${head}body`);
    expect(whole).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nbody$/);
    expect(upstream.requests[0]!.rawHeaders).not.toContain('Expect');
  });

  it('does not let it go on if the request is refused, and closes', async () => {
    const upstream = await startUpstream((response) => response.end());
    const proxy = await startProxy(upstream.url, {
      admit: () => ({ ok: false, status: 403, message: 'no' }),
    });
    const head =
      'POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n';
    const answer = await exchangeBytes(proxy.url, head);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[\s\S]*connection: close\r\n/i);
    expect(upstream.requests).toEqual([]);
  });

  it('passes early hints on', async () => {
    const upstream = await startUpstream((response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload', 'x-trace': 'abc' });
      response.writeProcessing();
      response.end('x');
    });
    const proxy = await startProxy(upstream.url);
    expect((await ask(proxy.url)).informed).toEqual([103, 102]);
  });
});
