import { describe, expect, it } from 'vitest';
import { frozenBefore } from '../../src/context/context.js';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';

const body = `{"system":"s","messages":[
  {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b"}]},
  {"role":"assistant","content":"c"},
  {"role":"user","content":[{"type":"text","text":"d"},{"type":"text","text":"e"}]}]}`;

describe('frozenBefore', () => {
  const context = anthropicMessages.decode(body);

  it.each([
    ['all but the last message', 1, 4],
    ['all but the last two', 2, 3],
    ['what the body marks, where more is to be fresh', 3, 2],
    ['what the body marks, where there are fewer messages', 99, 2],
  ])('freezes %s', (_name, fresh, frozen) => {
    expect(context.frozen).toBe(2);
    expect(frozenBefore(context, fresh)).toEqual({ ...context, frozen });
  });
});
