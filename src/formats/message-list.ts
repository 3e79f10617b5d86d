import { contextOf, newDraft } from './draft.js';
import type { Format } from './format.js';
import { parseJson } from './parse-json.js';
import { readMessages } from './read-request.js';
import { looksLikeMessages } from './request-dialect.js';
import { documentStart } from './scan-json.js';
import { splice } from './splice.js';

/** A bare array of messages, of either dialect. */
export const messageList: Format = {
  name: 'message-list',
  title: 'a list of messages',
  detect: (body) => looksLikeMessages(body, documentStart(body)),
  decode(body) {
    const draft = newDraft(body);
    readMessages(draft, parseJson(body));
    return contextOf(draft, 'message-list');
  },
  encode: splice,
};
