import type { Endpoint } from '../endpoint.js';

export const openaiEmbeddings: Endpoint = {
  name: 'openai-embeddings',
  provider: 'openai',
  operation: 'embeddings',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/v1/embeddings'),

  tap: 'openai-embeddings',
};
