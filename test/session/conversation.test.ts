import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';
import { conversationIn, newResults } from '../../src/session/conversation.js';
import type { Decision } from '../../src/store/store.js';

const call = (id: string) => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id, name: 'Bash', input: {} }],
});
const result = (id: string) => ({
  role: 'user',
  content: [
    {
      type: 'tool_result',
      tool_use_id: id,
      content: `what ${id} printed, long enough to be worth a look at it`.repeat(2),
    },
  ],
});
const body = JSON.stringify({ messages: ['a', 'b', 'c', 'd'].flatMap((id) => [call(id), result(id)]) });
const conversation = conversationIn(anthropicMessages.decode(body), body, 'seed');

/** Decisions for those of the four results. */
const standing = (...known: number[]): readonly (Decision | undefined)[] =>
  conversation.keyed.map(({ key }, at) =>
    known.includes(at) ? { key, until: key, before: 1, after: 1 } : undefined,
  );

describe('newResults', () => {
  it.each([
    ['of what was never seen, only what came since the assistant spoke', standing(), false, [3]],
    ['of a session that was seen, all: the client changed its beginning', standing(), true, [0, 1, 2, 3]],
    ['what follows the last one known', standing(0, 1), true, [2, 3]],
    ['also where nobody remembers the session', standing(0), false, [1, 2, 3]],
    ['nothing where the last is known, whatever was forgotten', standing(0, 3), true, []],
  ])('%s', (_, known, wasSeen, fresh) => {
    expect(newResults(conversation, known, wasSeen)).toEqual(fresh);
  });

  it('counts turns, and where the last answer and the newest begin', () => {
    expect(conversation).toMatchObject({ turns: 4, answer: 6, newest: 7 });
    const thinking = {
      role: 'assistant',
      content: [{ type: 'text', text: 'So.' }, ...call('e').content, ...call('f').content],
    };
    const said = JSON.stringify({ messages: [call('a'), result('a'), thinking, result('e'), result('f')] });
    expect(conversationIn(anthropicMessages.decode(said), said, 'seed')).toMatchObject({
      answer: 2,
      newest: 5,
    });
    const begun = JSON.stringify({ messages: [{ role: 'user', content: 'Go.' }] });
    expect(conversationIn(anthropicMessages.decode(begun), begun, 'seed')).toMatchObject({
      turns: 0,
      answer: 0,
      newest: 0,
      keyed: [],
    });
  });
});
