import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { inUrl } from '../net/loopback.js';
import type { HttpProxy } from './http-proxy.js';

/**
 * Connects to upstreams through a tunnel that an HTTP proxy opens (`CONNECT`). What goes wrong before it is open has a code
 * that begins with `PROXY_`.
 * @param timeout for the tunnel, and for TLS in it, in milliseconds
 */
export function connectThrough(proxy: HttpProxy, timeout: number): buildConnector.connector {
  const inTunnel = buildConnector({ timeout });
  return (options, callback) => {
    const { protocol, hostname, port } = options;
    const isSecure = protocol === 'https:';
    const target = `${inUrl(hostname)}:${port || (isSecure ? 443 : 80)}`;
    openTunnel(proxy, target, timeout).then(
      (socket) => {
        if (isSecure) inTunnel({ ...options, httpSocket: socket }, callback);
        else callback(null, socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE));
      },
      (error: Error) => callback(error, null),
    );
  };
}

/** Milliseconds after which an idle connection is probed, as undici does it. */
const KEEP_ALIVE = 60_000;

function openTunnel({ origin, authorization }: HttpProxy, target: string, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asking = (origin.startsWith('https:') ? httpsRequest : httpRequest)(origin, {
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(authorization ? { 'proxy-authorization': authorization } : {}) },
      agent: false,
    });
    const timer = setTimeout(() => asking.destroy(failed('TIMEOUT')), timeout);
    asking.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      clearTimeout(timer);
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        return resolve(socket);
      }
      socket.destroy();
      reject(failed(String(statusCode)));
    });
    asking.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(isOwn(error) ? error : failed(error.code ?? error.name));
    });
    asking.end();
  });
}

const OWN = 'PROXY_';

/** Says nothing of the proxy but its code: what it was asked holds a password. */
function failed(code: string): Error {
  return Object.assign(new Error('the HTTP proxy opened no tunnel'), { code: OWN + code });
}

function isOwn({ code }: NodeJS.ErrnoException): boolean {
  return code?.startsWith(OWN) === true;
}
