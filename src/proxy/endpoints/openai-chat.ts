import type { Endpoint } from '../endpoint.js';

export const openaiChat: Endpoint = {
  name: 'openai-chat',
  provider: 'openai',
  operation: 'chat',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/chat/completions'),
  format: 'openai-chat',
  tap: 'openai-chat',
};
