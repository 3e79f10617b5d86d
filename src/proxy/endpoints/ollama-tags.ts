import type { Endpoint } from '../endpoint.js';

export const ollamaTags: Endpoint = {
  name: 'ollama-tags',
  provider: 'ollama',
  operation: 'models',
  matches: (method, pathname) => method === 'GET' && pathname === '/api/tags',
};
