import { contextOf, newDraft, wrong } from './draft.js';
import type { Format } from './format.js';
import { parseJson } from './parse-json.js';
import { ITEM_MEMBERS, readItem } from './read-item.js';
import { looksLikeMessages } from './request-dialect.js';
import { documentStart } from './scan-json.js';
import { splice } from './splice.js';

/** A bare array of messages, of any dialect, the items of OpenAI's Responses API included. */
export const messageList: Format = {
  name: 'message-list',
  title: 'a list of messages',
  detect: (body) => looksLikeMessages(body, documentStart(body)),
  decode(body) {
    const draft = newDraft(body);
    const messages = parseJson(body, { into: ITEM_MEMBERS });
    if (messages.type !== 'array') throw wrong(draft, messages, 'messages', 'an array of messages');
    for (const [index, message] of messages.items.entries()) readItem(draft, message, `messages.${index}`);
    return contextOf(draft, 'message-list');
  },
  encode: splice,
};
