import type { Format } from './format.js';
import { readRequest } from './read-request.js';
import { requestDialect } from './request-dialect.js';
import { splice } from './splice.js';

/** The body of `POST /v1/messages`. */
export const anthropicMessages: Format = {
  name: 'anthropic-messages',
  title: 'an Anthropic Messages request',
  detect: (body) => requestDialect(body) === 'anthropic',
  decode: (body) => readRequest(body, 'anthropic-messages'),
  encode: splice,
};
