import type { Endpoint } from '../endpoint.js';

export const ollamaGenerate: Endpoint = {
  name: 'ollama-generate',
  provider: 'ollama',
  operation: 'text_completion',
  matches: (method, pathname) => method === 'POST' && pathname === '/api/generate',

  tap: 'ollama',
};
