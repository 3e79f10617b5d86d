import type { Endpoint } from '../endpoint.js';

export const anthropicCountTokens: Endpoint = {
  name: 'anthropic-count-tokens',
  provider: 'anthropic',
  operation: 'count_tokens',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/v1/messages/count_tokens'),
  format: 'anthropic-messages',
};
