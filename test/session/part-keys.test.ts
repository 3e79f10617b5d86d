import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';
import { keyedParts, withoutCacheMark } from '../../src/session/part-keys.js';

const OUTPUT = 'a line that a tool printed\n'.repeat(10);
const marked = { cache_control: { type: 'ephemeral' } };

interface Given {
  readonly system?: string;
  readonly task?: unknown;
  readonly image?: object;
  readonly result?: unknown;
  readonly more?: readonly object[];
  readonly name?: string;
}

/** A request of one call and its result. */
function request({
  system = 'Be careful.',
  task = 'Go.',
  image = {},
  result = OUTPUT,
  more = [],
  name = 'Bash',
}: Given = {}) {
  const content = [{ type: 'image', source: { data: 'aGk=' }, ...image }];
  return JSON.stringify({
    system: [{ type: 'text', text: system }],
    messages: [
      { role: 'user', content: task },
      { role: 'user', content },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name, input: { command: 'ls' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: result }] },
      ...more,
    ],
  });
}

const keysOf = (body: string, seed = 'anthropic') =>
  keyedParts(partsOf(anthropicMessages.decode(body)), seed).map(({ key }) => key);

describe('keyedParts', () => {
  it('gives each result of a tool a key, and no other part', () => {
    const keyed = keyedParts(partsOf(anthropicMessages.decode(request())), 's');
    expect(keyed).toEqual([{ at: 4, start: 4, end: 5, key: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  });

  it('is the same however the client writes the same', () => {
    const key = keysOf(request());
    expect(keysOf(request({ task: [{ type: 'text', text: 'Go.' }] }))).toEqual(key);
    expect(keysOf(request({ task: [{ type: 'text', text: 'Go.', ...marked }] }))).toEqual(key);
    expect(keysOf(request({ image: marked }))).toEqual(key);
    expect(keysOf(request({ result: [{ type: 'text', text: OUTPUT, ...marked }] }))).toEqual(key);
    expect(keysOf(request({ more: [{ role: 'assistant', content: 'Done.' }] }))).toEqual(key);
    const billing = (hash: string) => request({ system: `x-anthropic-billing-header: cch=${hash};` });
    expect(keysOf(billing('1'))).toEqual(keysOf(billing('2')));
  });

  it.each<[string, Given]>([
    ['the system prompt', { system: 'Be quick.' }],
    ['what a user said', { task: 'Stop.' }],
    ['an image', { image: { title: 'x' } }],
    ['what the tool printed', { result: `${OUTPUT}x` }],
    ['the tool', { name: 'Shell' }],
  ])('is another if %s is another', (_, given) => {
    expect(keysOf(request(given))).not.toEqual(keysOf(request()));
  });

  it('is another for another project, and for strings that differ in a lone surrogate', () => {
    expect(keysOf(request(), 'other')).not.toEqual(keysOf(request()));
    expect(keysOf(request({ task: 'a\ud800' }))).not.toEqual(keysOf(request({ task: 'a\ud801' })));
  });

  it('is the same whether or not the call has a second result behind it', () => {
    const second = { type: 'tool_result', tool_use_id: 'c1', content: OUTPUT };
    const keys = keysOf(request({ more: [{ role: 'user', content: [second] }] }));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keysOf(request())[0]);
  });

  it('names a result of several blocks by all of them', () => {
    const blocks = (...texts: string[]) => request({ result: texts.map((text) => ({ type: 'text', text })) });
    const [first, second] = keysOf(blocks(OUTPUT, `${OUTPUT}1`));
    const [other] = keysOf(blocks(OUTPUT, `${OUTPUT}2`));
    expect(first).not.toBe(second);
    expect(first).not.toBe(other);
  });

  it('leaves alone what is short, and what is ctxopt’s own', () => {
    expect(keysOf(request({ result: 'ok' }))).toEqual([]);
    expect(keysOf(request({ name: 'mcp__ctxopt__smart_read' }))).toEqual([]);
  });
});

describe('withoutCacheMark', () => {
  it.each([
    ['{"a":1,"cache_control":{"type":"ephemeral"}}', '{"a":1}'],
    ['{"cache_control":{"type":"ephemeral"},"a":1}', '{"a":1}'],
    ['{"cache_control":null}', '{}'],
    ['{"a": [1, 2], "cache_control": {"ttl": "1h"}, "b": "x"}', '{"a": [1, 2], "b": "x"}'],
    ['{"a":{"cache_control":{}}}', '{"a":{"cache_control":{}}}'],
    ['{"a":"\\"cache_control\\""}', '{"a":"\\"cache_control\\""}'],
    ['["cache_control"]', '["cache_control"]'],
    ['{"cache_control', '{"cache_control'],
  ])('makes %s %s', (json, without) => {
    expect(withoutCacheMark(json)).toBe(without);
  });
});
