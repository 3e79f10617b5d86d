import type { Endpoint } from '../endpoint.js';

export const ollamaEmbed: Endpoint = {
  name: 'ollama-embed',
  provider: 'ollama',
  operation: 'embeddings',
  matches: (method, pathname) =>
    method === 'POST' && (pathname === '/api/embed' || pathname === '/api/embeddings'),

  tap: 'ollama',
};
