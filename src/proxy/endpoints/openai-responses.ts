import type { Endpoint } from '../endpoint.js';

export const openaiResponses: Endpoint = {
  name: 'openai-responses',
  provider: 'openai',
  operation: 'chat',
  // ChatGPT's own, which Codex calls for those who log in, has no version.
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/responses'),
  format: 'openai-responses',
  tap: 'openai-responses',
};
