import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ask } from '../proxy/ask.js';
import { startUpstream } from '../proxy/upstream.js';
import { CLI, serverEnv, temporaryFolder } from './connect.js';
import { startConnectProxy } from './connect-proxy.js';
import { startProxyProcess } from './proxy-process.js';

/** A name that no resolver knows: it is reached through the company's proxy, or not at all. */
const HOST = 'provider.test';

const CREDENTIALS = { written: 'carol:p%40ss-word-9', sent: 'carol:p@ss-word-9' };
const BASIC = Buffer.from(CREDENTIALS.sent).toString('base64');
const SECRETS = [...Object.values(CREDENTIALS), 'p%40ss', 'p@ss', BASIC];

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

/** A proxy in front of `https://provider.test`, that trusts its certificate, with the environment of a company's machine. */
function start(env: Readonly<Record<string, string>>, upstream = `https://${HOST}`) {
  return startProxyProcess({
    home: path.join(folder, 'home'),
    upstream,
    env: { CTXOPT_LOG: 'debug', ...env },
  });
}

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)(
  'an upstream behind a proxy (needs openssl for a certificate)',
  () => {
    let pem: string;
    beforeAll(() => {
      const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
      const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
      const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
      const args = ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject];
      execFileSync('openssl', args, { stdio: 'ignore' });
      pem = cert;
    });

    async function startProvider(): Promise<number> {
      const options = { key: readFileSync(path.join(folder, 'key.pem')), cert: readFileSync(pem) };
      const server = createServer(options, (request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => {
          body += chunk;
        });
        request.on('end', () => {
          const { 'proxy-authorization': leaked = 'none' } = request.headers;
          response.end(`${request.headers.host} ${request.url} ${body} ${leaked} ${request.rawTrailers}`);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return (server.address() as AddressInfo).port;
    }

    it('is reached through a tunnel, which serves the next request too, and the password stays between the two', async () => {
      const company = await startConnectProxy(await startProvider(), `Basic ${BASIC}`);
      const proxy = await start({
        HTTPS_PROXY: `http://${CREDENTIALS.written}@${company.host}`,
        NODE_EXTRA_CA_CERTS: pem,
      });
      for (const body of ['{"n":1}', '{"n":2}']) {
        const answer = await ask(proxy.url, { body });
        expect(answer).toMatchObject({ status: 200, text: `${HOST} /v1/messages ${body} none ` });
      }
      expect(company.asked).toEqual([{ target: `${HOST}:443`, authorization: `Basic ${BASIC}` }]);
      const metrics = await ask(proxy.url, { method: 'GET', path: '/metrics' });
      await proxy.stop();
      for (const secret of SECRETS) expect(proxy.written() + metrics.text).not.toContain(secret);
    });

    it('is reached so by a request with trailers, on a connection of its own', async () => {
      const company = await startConnectProxy(await startProvider());
      const proxy = await start({ https_proxy: company.host, NODE_EXTRA_CA_CERTS: pem });
      const headers = ['Transfer-Encoding', 'chunked', 'Trailer', 'X-Sum'];
      const answer = await ask(proxy.url, { headers, body: ['{', '}'], trailers: [['X-Sum', '9']] });
      expect(answer).toMatchObject({ status: 200, text: `${HOST} /v1/messages {} none X-Sum,9` });
      expect(company.asked).toHaveLength(1);
    });

    it('is refused where its certificate is not trusted, in the tunnel too', async () => {
      const company = await startConnectProxy(await startProvider());
      const proxy = await start({ HTTPS_PROXY: `http://${company.host}` });
      const answer = await ask(proxy.url, { body: '{}' });
      expect(answer.status).toBe(502);
      expect(answer.text).toContain('NODE_EXTRA_CA_CERTS');
    });
  },
);

describe('a proxy that does not help', () => {
  it.each([
    ['wants another password', 'PROXY_407', async () => (await startConnectProxy(1, 'Basic x')).host],
    ['is not there', 'PROXY_ECONNREFUSED', async () => '127.0.0.1:1'],
  ])('%s: 502 that says so, and no password in it or in the log', async (_, code, host) => {
    const proxy = await start({ HTTPS_PROXY: `http://${CREDENTIALS.written}@${await host()}` });
    const answer = await ask(proxy.url, { body: '{}' });
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.text)).toMatchObject({
      error: { message: expect.stringMatching(`${HOST} through the proxy .*${code}.*NO_PROXY`) },
    });
    await proxy.stop();
    expect(proxy.written()).toContain(code);
    for (const secret of SECRETS) expect(answer.text + proxy.written()).not.toContain(secret);
  });

  it('is not asked for what listens on this machine, nor for what NO_PROXY excepts', async () => {
    const company = await startConnectProxy(1);
    const upstream = await startUpstream((response) => response.end('direct'));
    const env = { HTTP_PROXY: `http://${company.host}`, HTTPS_PROXY: `http://${company.host}` };
    const local = await start(env, upstream.url);
    expect(await ask(local.url, { body: '{}' })).toMatchObject({ status: 200, text: 'direct' });
    const excepted = await start({ ...env, NO_PROXY: '.test' });
    const answer = await ask(excepted.url, { body: '{}' });
    expect(answer.status).toBe(502);
    expect(answer.text).not.toContain('through the proxy');
    expect(company.asked).toEqual([]);
  });

  it('is wrong usage where it is none of HTTP', () => {
    const env = serverEnv({ HTTPS_PROXY: `socks5://${CREDENTIALS.written}@127.0.0.1:1` });
    const ended = spawnSync(process.execPath, [CLI, 'proxy', '--port', '0'], { env, encoding: 'utf8' });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('HTTPS_PROXY');
    for (const secret of SECRETS) expect(ended.stderr + ended.stdout).not.toContain(secret);
  });
});
