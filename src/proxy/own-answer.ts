import type { ServerResponse } from 'node:http';
import type { Provider } from './endpoint.js';
import type { Failure } from './failure.js';
import { providerError } from './provider-error.js';

/**
 * Answers a request itself, in the shape of the provider's own errors.
 * @param id of the exchange
 * @returns false if an answer is under way already, or nobody is there to read one
 */
export function ownAnswer(
  response: ServerResponse,
  { provider, id, failure }: { readonly provider: Provider; readonly id: string; readonly failure: Failure },
  fields: Readonly<Record<string, string>>,
): boolean {
  if (response.headersSent || response.destroyed) return false;
  const body = providerError(provider, failure.status, failure.message);
  response.writeHead(failure.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-ctxopt-request-id': id,
    ...fields,
  });
  response.end(body);
  return true;
}
