import type { Format } from './format.js';
import { readRequest } from './read-request.js';
import { requestDialect } from './request-dialect.js';
import { splice } from './splice.js';

/** The body of `POST /v1/chat/completions`. */
export const openaiChat: Format = {
  name: 'openai-chat',
  title: 'an OpenAI Chat Completions request',
  detect: (body) => requestDialect(body) === 'openai',
  decode: (body) => readRequest(body, 'openai-chat'),
  encode: splice,
};
