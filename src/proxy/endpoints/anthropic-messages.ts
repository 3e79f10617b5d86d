import type { Endpoint } from '../endpoint.js';

export const anthropicMessages: Endpoint = {
  name: 'anthropic-messages',
  provider: 'anthropic',
  operation: 'chat',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/v1/messages'),
  format: 'anthropic-messages',
  tap: 'anthropic-messages',
};
