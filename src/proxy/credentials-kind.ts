import type { IncomingHttpHeaders } from 'node:http';
import type { Provider } from './endpoint.js';

/** What a request is paid with: by use, from a subscription's allowance, or nobody can tell. */
export type CredentialsKind = 'api-key' | 'subscription' | 'none';

/** What ctxopt's own keys begin with: behind them stands a provider's key that the proxy holds. */
const OWN_KEY = /^ctxopt[-_]/;

/**
 * Tells by the form of the credentials; none is checked. What is sent to Anthropic as a bearer is a subscription's token
 * unless it is plainly a key, as gateways call theirs too: subscription traffic must not be taken for another.
 */
export function credentialsKind(provider: Provider, headers: IncomingHttpHeaders): CredentialsKind {
  const bearer = /^\s*bearer\s+(\S+)/i.exec(headers.authorization ?? '')?.[1];
  const key = single(headers['x-api-key']) ?? single(headers['api-key']);
  if (bearer === undefined && key === undefined) return 'none';
  if ([bearer, key].some((shown) => shown !== undefined && OWN_KEY.test(shown))) return 'api-key';
  return isSubscription(provider, headers, bearer, key) ? 'subscription' : 'api-key';
}

function isSubscription(
  provider: Provider,
  headers: IncomingHttpHeaders,
  bearer: string | undefined,
  key: string | undefined,
): boolean {
  switch (provider) {
    case 'anthropic': {
      const asksOAuth = /(?:^|,)\s*oauth-/.test(single(headers['anthropic-beta']) ?? '');
      const isToken = bearer !== undefined && !bearer.startsWith('sk-');
      return asksOAuth || isToken || [bearer, key].some((shown) => shown?.startsWith('sk-ant-oat'));
    }
    case 'openai':
      // A ChatGPT login's token is a JWT, whose first letters are those of `{"` in base64.
      return bearer?.startsWith('eyJ') === true || headers['chatgpt-account-id'] !== undefined;
    case 'ollama':
      return false;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
