import type { Endpoint } from '../endpoint.js';

export const anthropicModels: Endpoint = {
  name: 'anthropic-models',
  provider: 'anthropic',
  operation: 'models',
  matches: (method, pathname) => method === 'GET' && pathname.endsWith('/v1/models'),
};
