import { addString, contextOf, endMessage, memberOrThrow, newDraft, wrong } from './draft.js';
import type { Format } from './format.js';
import { memberOf, parseJson, stringOf } from './parse-json.js';
import { ITEM_MEMBERS, readItem } from './read-item.js';
import { readTools } from './read-request.js';
import { requestDialect } from './request-dialect.js';
import { splice } from './splice.js';

const MEMBERS: ReadonlySet<string> = new Set([...ITEM_MEMBERS, 'tools', 'input']);

/**
 * The body of `POST /v1/responses`, each item of its `input` as a message. What `previous_response_id` or an
 * `item_reference` stands for is kept by the provider and not in the body. OpenAI caches prefixes by itself, and no
 * field tells which: nothing is frozen.
 */
export const openaiResponses: Format = {
  name: 'openai-responses',
  title: 'an OpenAI Responses request',
  detect: (body) => requestDialect(body) === 'openai-responses',
  decode(body) {
    const draft = newDraft(body);
    const root = parseJson(body, { into: MEMBERS });
    const input = memberOrThrow(draft, root, 'input', 'The body', 'a string or an array of items');
    readTools(draft, memberOf(root, 'tools'), 'tools');
    const instructions = memberOf(root, 'instructions');
    if (instructions && instructions.type !== 'null') {
      addString(draft, instructions, { id: 'instructions', kind: 'system', role: 'system' });
      endMessage(draft, 'system');
    }
    if (input.type === 'string') {
      addString(draft, input, { id: 'input', kind: 'text', role: 'user' });
      endMessage(draft, 'user');
    } else if (input.type === 'array') {
      for (const [index, item] of input.items.entries()) readItem(draft, item, `input.${index}`);
    } else throw wrong(draft, input, 'input', 'a string or an array of items');
    return contextOf(draft, 'openai-responses', stringOf(body, memberOf(root, 'model')));
  },
  encode: splice,
};
