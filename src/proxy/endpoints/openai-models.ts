import type { Endpoint } from '../endpoint.js';

export const openaiModels: Endpoint = {
  name: 'openai-models',
  provider: 'openai',
  operation: 'models',
  matches: (method, pathname) => method === 'GET' && pathname.endsWith('/v1/models'),
};
