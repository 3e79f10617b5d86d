import type { Endpoint } from '../endpoint.js';

export const ollamaChat: Endpoint = {
  name: 'ollama-chat',
  provider: 'ollama',
  operation: 'chat',
  matches: (method, pathname) => method === 'POST' && pathname === '/api/chat',
  format: 'ollama-chat',
  tap: 'ollama',
};
