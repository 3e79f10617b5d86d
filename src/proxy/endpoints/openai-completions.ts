import type { Endpoint } from '../endpoint.js';

export const openaiCompletions: Endpoint = {
  name: 'openai-completions',
  provider: 'openai',
  operation: 'text_completion',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/v1/completions'),

  tap: 'openai-chat',
};
