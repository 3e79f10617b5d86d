import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicPrompt } from '../../src/billing/anthropic-prompt.js';
import { billOf } from '../../src/billing/bill.js';
import { cacheRulesOf } from '../../src/billing/cache-rules.js';
import type { Prompt } from '../../src/billing/prompt.js';
import { createPromptCache } from '../../src/billing/prompt-cache.js';
import { askNatively } from '../../src/native/ask-natively.js';
import { findModel } from '../../src/tokens/models.js';

const MARK = { cache_control: { type: 'ephemeral' } };
const words = (count: number, name = 'word') =>
  Array.from({ length: count }, (_, n) => `${name}${n}`).join(' ');
const tool = (name: string, more: object = {}) => ({
  name,
  description: 'Reads.',
  input_schema: {},
  ...more,
});
const text = (said: string) => ({ type: 'text', text: said });
const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: unknown) => ({ role: 'assistant', content });
const result = (content: unknown, id = 't') => ({ type: 'tool_result', tool_use_id: id, content });
const call = (id = 't') => ({ type: 'tool_use', id, name: 'read', input: { path: 'a' } });

/** Long enough for any model. */
const LONG = words(3000);
const request = (body: object) => ({ model: 'claude-opus-4-8', max_tokens: 9, ...body });

function markPrompt(body: Buffer) {
  const wanted = { contextEditing: false, deferTools: false, promptCaching: true } as const;
  const { body: bytes, breakpoints } = askNatively({ ...wanted, body });
  return { body: bytes as Buffer, marks: breakpoints };
}

function marked(body: object): { readonly marks: number; readonly json: Record<string, unknown> } {
  const given = Buffer.from(JSON.stringify(body));
  const { body: bytes, marks } = markPrompt(given);
  expect(bytes === given).toBe(marks === 0);
  return { marks, json: JSON.parse(bytes.toString()) };
}

describe('cacheBreakpoints', () => {
  it('marks the last tool, the system prompt, and the ends of the last two turns', () => {
    const body = request({
      tools: [tool('a', { description: LONG }), tool('b')],
      system: [text('You read.'), text('And write.')],
      messages: [
        user('first'),
        assistant([call('1')]),
        user([result('one', '1'), text('go on')]),
        assistant([call('2')]),
        user([result([text('two')], '2')]),
      ],
    });
    const { marks, json } = marked(body);
    expect(marks).toBe(4);
    expect(json).toEqual({
      ...body,
      tools: [tool('a', { description: LONG }), tool('b', MARK)],
      system: [text('You read.'), { ...text('And write.'), ...MARK }],
      messages: [
        user('first'),
        assistant([call('1')]),
        user([result('one', '1'), { ...text('go on'), ...MARK }]),
        assistant([call('2')]),
        user([{ ...result([text('two')], '2'), ...MARK }]),
      ],
    });
  });

  it('makes a block of a string, and leaves every other byte', () => {
    const body = `\n{ "messages" : [ {"content":"sag \\u00e4 \\"h\\"" , "role":"user"},{"role":"assistant","content":"é"},
      {"role":"user","content":  "nochmal 🌍" } ],  "x":1.50, "system":${JSON.stringify(LONG)},"model":"claude-opus-5"}\n`;
    const block = (string: string) =>
      `[{"type":"text","text":${string},"cache_control":{"type":"ephemeral"}}]`;
    let expected = body;
    for (const string of ['"sag \\u00e4 \\"h\\""', '"nochmal 🌍"', JSON.stringify(LONG)]) {
      expected = expected.replace(string, () => block(string));
    }
    const { body: out, marks } = markPrompt(Buffer.from(body));
    expect(marks).toBe(3);
    expect(out.toString()).toBe(expected);
  });

  it('takes the user’s words before the assistant’s last for the turn before', () => {
    const { json } = marked(
      request({ system: LONG, messages: [user('a'), user('b'), assistant('c'), user('d'), user('e')] }),
    );
    const block = (said: string) => [{ ...text(said), ...MARK }];
    expect(json.messages).toEqual([user('a'), user(block('b')), assistant('c'), user('d'), user(block('e'))]);
  });

  it('passes over what can carry no mark', () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } };
    const { json, marks } = marked(
      request({
        tools: [
          tool('a', { description: LONG }),
          tool('b', { defer_loading: true }),
          { type: 'mcp_toolset' },
        ],
        system: [text('You read.'), text(' \n')],
        messages: [
          user([text('look'), image, text('')]),
          assistant([{ type: 'thinking', thinking: 'hm', signature: 's' }]),
          user([result('two'), result(''), result([{ type: 'tool_reference', tool_name: 'b' }]), text('  ')]),
        ],
      }),
    );
    expect(marks).toBe(4);
    expect(JSON.stringify(json).match(/\{[^{}]*(?:\{[^{}]*\})?[^{}]*"cache_control"/g)).toHaveLength(4);
    expect(json).toMatchObject({
      tools: [{ name: 'a', ...MARK }, { name: 'b' }, { type: 'mcp_toolset' }],
      system: [MARK, text(' \n')],
      messages: [{ content: [text('look'), MARK, text('')] }, {}, { content: [MARK, {}, {}, {}] }],
    });
  });

  const conversation = request({
    system: LONG,
    tools: [tool('a', { description: LONG })],
    messages: [user('a'), assistant('b'), user([result('c')])],
  });
  it.each([
    ['for the whole request', { ...conversation, ...MARK }],
    ['on a tool', { ...conversation, tools: [tool('a', MARK)] }],
    [
      'on a deferred tool',
      { ...conversation, tools: [tool('a'), tool('b', { defer_loading: true, ...MARK })] },
    ],
    ['in the system prompt', { ...conversation, system: [{ ...text(LONG), ...MARK }] }],
    ['in a message', { ...conversation, messages: [user([{ ...text('a'), ...MARK }]), assistant('b')] }],
    [
      'within a result',
      { ...conversation, messages: [user([result([{ ...text('a'), ...MARK }])]), assistant('b')] },
    ],
    [
      'within a document',
      {
        ...conversation,
        messages: [
          user([{ type: 'document', source: { type: 'content', content: [{ ...text('a'), ...MARK }] } }]),
          assistant('b'),
        ],
      },
    ],
    ['that is null', { ...conversation, system: [{ ...text(LONG), cache_control: null }] }],
  ])('adds nothing to a mark of the client’s %s', (_, body) => {
    expect(marked(conversation).marks).toBe(4);
    expect(marked(body).marks).toBe(0);
  });

  it('does not take a tool’s parameter or a text for a mark', () => {
    const schema = { type: 'object', properties: { cache_control: { type: 'string' } } };
    const called = { ...call(), input: { cache_control: 'x' } };
    const body = {
      ...conversation,
      tools: [tool('a', { description: LONG, input_schema: schema })],
      messages: [user('{"cache_control":1}'), assistant([called]), user([result('"cache_control"')])],
    };
    expect(marked(body).marks).toBe(4);
  });

  it.each([
    ['is one question', request({ system: LONG, messages: [user('a')] }), 0],
    ['is one question with tools', request({ system: LONG, tools: [tool('a')], messages: [user('a')] }), 2],
    [
      'asks for data in a form',
      request({
        system: LONG,
        tools: [tool('a')],
        tool_choice: { type: 'tool', name: 'a' },
        messages: [user('a')],
      }),
      0,
    ],
    ['goes on', request({ system: LONG, messages: [user('a'), assistant('b'), user('c')] }), 3],
    ['is for a model of another maker', { ...conversation, model: 'qwen3-coder' }, 0],
    ['is no conversation', request({ messages: 'none' }), 0],
  ])('a request that %s', (_, body, marks) => {
    expect(marked(body).marks).toBe(marks);
  });

  it.each([
    '',
    'x',
    '{',
    '{"model":"claude-opus-5","messages":[{"role":"user","content":"',
    '[{"messages":[]}]',
  ])('leaves %j', (body) => {
    expect(markPrompt(Buffer.from(body)).marks).toBe(0);
  });

  it.each([
    ['claude-opus-5', 512],
    ['claude-opus-4-8', 1024],
    ['claude-3-5-haiku', 2048],
    ['claude-haiku-4-5', 4096],
    ['claude-of-tomorrow', 4096],
  ])('marks nothing below the length that %s caches', (model, minimum) => {
    // A word and its space are a token of o200k_base.
    const short = ' of'.repeat(minimum - 10);
    const tail = [user('a'), assistant('b'), user(' of'.repeat(20))];
    const at = (system: string) => marked({ model, system, messages: tail });
    expect(at(`${short}${' of'.repeat(20)}`).marks).toBe(3);
    const { marks, json } = at(short);
    expect(marks).toBe(1);
    expect(json).toMatchObject({ system: short, messages: [user('a'), {}, { content: [MARK] }] });
    expect(at(' of'.repeat(minimum - 50)).marks).toBe(0);
  });

  it('is quick where there is nothing to count', () => {
    const blank = request({
      messages: [user(' '.repeat(2_000_000)), assistant('a'), user('['.repeat(100_000))],
    });
    expect(marked(blank).marks).toBe(1);
  });
});

/** Conversations as agents have them, each a list of the requests that it consists of. */
const model = fc.constantFrom('claude-opus-5', 'claude-opus-4-8', 'claude-haiku-4-5');
const said = fc.integer({ min: 1, max: 300 }).map((count) => words(count));
const block = fc.oneof(
  said.map(text),
  said.map((content) => result(content)),
  said.map((one) => result([text(one)])),
);
const content = fc.oneof(said, fc.array(block, { minLength: 1, maxLength: 30 }));
const answer = fc.oneof(
  said,
  fc.array(fc.oneof(said.map(text), fc.constant(call())), { minLength: 1, maxLength: 30 }),
);
const system = fc.oneof(fc.constant(words(6000)), fc.constant([text(words(6000)), text('x')]));
const tools = fc.array(fc.record({ name: fc.constant('read'), defer_loading: fc.boolean() }), {
  maxLength: 3,
});
const conversations = fc
  .record({
    model,
    system,
    tools,
    first: content,
    turns: fc.array(fc.tuple(answer, content), { minLength: 2, maxLength: 7 }),
  })
  .map(({ first, turns, ...head }) =>
    Array.from({ length: turns.length + 1 }, (_, count) => ({
      ...head,
      messages: [
        user(first),
        ...turns.slice(0, count).flatMap(([answered, asked]) => [assistant(answered), user(asked)]),
      ],
    })),
  );

const promptOf = (json: unknown): Prompt => anthropicPrompt(json, (one) => one.length);

/** As if the provider took any number of marks, and each block had one. */
function ideal(prompt: Prompt): Prompt {
  return {
    ...prompt,
    blocks: prompt.blocks.map((one) => (one.tokens > 0 ? { ...one, mark: 'short' } : one)),
  };
}
const idealRules: typeof cacheRulesOf = (provider, name) => ({
  ...cacheRulesOf(provider, name),
  maxMarks: Number.POSITIVE_INFINITY,
  lookBack: Number.POSITIVE_INFINITY,
});

describe('the bill of a conversation that goes on', () => {
  it('reads from the cache what the best marks would, and is never higher than without', () => {
    fc.assert(
      fc.property(conversations, fc.integer({ min: 1, max: 290_000 }), (requests, pause) => {
        const price = findModel(requests[0]!.model)!.price;
        const [ours, best, none] = [createPromptCache(), createPromptCache(idealRules), createPromptCache()];
        let [paid, without] = [0, 0];
        for (const [turn, body] of requests.entries()) {
          const at = turn * pause;
          const { json, marks } = marked(body);
          const usage = ours.request(promptOf(json), at);
          const wanted = best.request(marks > 0 ? ideal(promptOf(body)) : promptOf(body), at);
          expect(usage.cacheRead).toBe(wanted.cacheRead);
          paid += billOf(usage, price);
          without += billOf(none.request(promptOf(body), at), price);
          expect(paid).toBeLessThanOrEqual(1.25 * without * (1 + 1e-9));
        }
        expect(paid).toBeLessThan(without);
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing but marks, of which the provider takes each', () => {
    fc.assert(
      fc.property(conversations, (requests) => {
        for (const body of requests) {
          const { json, marks } = marked(body);
          expect(marks).toBeLessThanOrEqual(4);
          const [out, came] = [promptOf(json), promptOf(body)];
          expect(out.blocks.map(({ mark: _, ...one }) => one)).toEqual(came.blocks);
          expect(out.blocks.filter(({ mark }) => mark !== undefined)).toHaveLength(marks);
          expect(out.settings).toEqual(came.settings);
        }
      }),
      { numRuns: 30 },
    );
  });
});
