import type { Endpoint } from '../endpoint.js';

export const openaiResponses: Endpoint = {
  name: 'openai-responses',
  provider: 'openai',
  operation: 'chat',
  matches: (method, pathname) => method === 'POST' && pathname.endsWith('/v1/responses'),
  format: 'openai-responses',
  tap: 'openai-responses',
};
