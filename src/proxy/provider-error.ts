import type { Provider } from './endpoint.js';

/** Statuses that the proxy itself answers with. */
export type OwnStatus = 400 | 401 | 403 | 413 | 426 | 429 | 500 | 502 | 504;

/** Anthropic's names, by status: https://docs.anthropic.com/en/api/errors */
const ANTHROPIC: Readonly<Record<OwnStatus, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  413: 'request_too_large',
  426: 'invalid_request_error',
  429: 'rate_limit_error',
  500: 'api_error',
  502: 'api_error',
  504: 'timeout_error',
};

/** OpenAI's, of which clients look at the code rather than the type. */
const OPENAI: Readonly<Record<OwnStatus, readonly [type: string, code: string | null]>> = {
  400: ['invalid_request_error', null],
  401: ['invalid_request_error', 'invalid_api_key'],
  403: ['invalid_request_error', 'forbidden'],
  413: ['invalid_request_error', 'request_too_large'],
  426: ['invalid_request_error', 'upgrade_not_supported'],
  429: ['requests', 'rate_limit_exceeded'],
  500: ['server_error', null],
  502: ['server_error', 'bad_gateway'],
  504: ['server_error', 'gateway_timeout'],
};

/** An error of the proxy's own as a body in the shape of the provider's, which its SDKs understand. JSON. */
export function providerError(provider: Provider, status: OwnStatus, message: string): string {
  if (provider === 'anthropic') {
    return JSON.stringify({ type: 'error', error: { type: ANTHROPIC[status], message } });
  }
  if (provider === 'ollama') return JSON.stringify({ error: message });
  const [type, code] = OPENAI[status];
  return JSON.stringify({ error: { message, type, param: null, code } });
}
