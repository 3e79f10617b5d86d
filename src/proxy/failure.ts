import type { OwnStatus } from './provider-error.js';
import { BodyTooLong } from './upload.js';

/** Why there is no response from the upstream, as the client is told it. */
export interface Failure {
  readonly status: OwnStatus;
  /** `ECONNREFUSED`, `UND_ERR_SOCKET` … */
  readonly code: string;
  readonly message: string;
}

export const NO_WEBSOCKET: Failure = {
  status: 426,
  code: 'websocket',
  message: 'ctxopt takes this over HTTP, where it can make it smaller, and not as a WebSocket.',
};

export const CLIMBING: Failure = {
  status: 400,
  code: 'path',
  message: 'The path leaves the folder of the upstream that it is for.',
};

export const INTERNAL: Failure = {
  status: 500,
  code: 'internal',
  message: 'ctxopt failed on this request: its log says why.',
};

const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT_IDLE'];

/** Codes of a connection that never came to be: nothing was sent. */
const UNREACHABLE = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** @param origin of the upstream, to be named */
export function failureOf(error: Error, origin: string, limit: number): Failure {
  if (error instanceof BodyTooLong) return tooLong(limit);
  const code = codeOf(error);
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return { status: 400, code, message: `ctxopt cannot forward such a request: ${error.message}.` };
  }
  if (TIMEOUTS.includes(code)) {
    return { status: 504, code, message: `${origin} did not answer in time (${code}). Try again.` };
  }
  if (/CERT|ISSUER|^ERR_TLS|^ERR_SSL/.test(code)) {
    const message =
      `ctxopt does not trust the certificate of ${origin} (${code}). ` +
      'If it is right, name its authority in a file: NODE_EXTRA_CA_CERTS=FILE ctxopt proxy.';
    return { status: 502, code, message };
  }
  if (code.startsWith('PROXY_')) {
    const message =
      `ctxopt cannot reach ${origin} through the proxy that HTTPS_PROXY or HTTP_PROXY names (${code}). ` +
      'Check its address, name and password, or except the host in NO_PROXY, and start ctxopt proxy again.';
    return { status: 502, code, message };
  }
  const message = UNREACHABLE.includes(code)
    ? `ctxopt cannot reach ${origin} (${code}). Check the network, or name another upstream: ctxopt proxy --upstream.`
    : `${origin} closed the connection before it answered (${code}). Whether it acted on the request is not known. Try again.`;
  return { status: 502, code, message };
}

export function tooLong(limit: number): Failure {
  return {
    status: 413,
    code: 'request_too_large',
    message: `The request's body is longer than the ${limit / 1024 / 1024} MiB that ctxopt forwards.`,
  };
}

/** Whether a connection broke that may have been stale: a request that changes nothing can be sent again. */
export function isReset(error: Error): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error));
}

export function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.name;
}
