import { describe, expect, it } from 'vitest';
import { anthropicPrompt } from '../../src/billing/anthropic-prompt.js';
import { openaiPrompt } from '../../src/billing/openai-prompt.js';
import type { Prompt } from '../../src/billing/prompt.js';
import { createPromptCache } from '../../src/billing/prompt-cache.js';

/** A token a character, so that a test says how long its texts are. */
const countTokens = (text: string) => text.length;
const long = (name: string) => name.padEnd(5_000, '.');
const mark = { cache_control: { type: 'ephemeral' } };
const hour = { cache_control: { type: 'ephemeral', ttl: '1h' } };

const tool = { name: 'read', description: long('reads'), input_schema: { type: 'object' } };
const system = { type: 'text', text: long('system') };
const question = { role: 'user', content: [{ type: 'text', text: long('question'), ...mark }] };
const request = {
  model: 'claude-opus-4-8',
  max_tokens: 100,
  tools: [{ ...tool, ...mark }],
  system: [{ ...system, ...mark }],
  messages: [question],
};

const anthropic = (body: unknown) => anthropicPrompt(body, countTokens);
const openai = (body: unknown) => openaiPrompt(body, countTokens);

/** Which sections of the first prompt the second reads from the cache. */
function sectionsRead(first: Prompt, second: Prompt): readonly string[] {
  const cache = createPromptCache();
  cache.request(first, 0);
  let left = cache.request(second, 1).cacheRead;
  const read = new Set<string>();
  for (const { section, tokens } of second.blocks) {
    if (left < tokens || tokens === 0) break;
    left -= tokens;
    read.add(section);
  }
  return [...read];
}

describe('what invalidates Claude’s cache, by the documentation’s table', () => {
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } };
  const answered = {
    ...request,
    messages: [question, { role: 'assistant', content: 'yes' }, { role: 'user', content: 'more' }],
  };
  const all = ['tools', 'system', 'messages'];
  it.each([
    ['nothing', answered, all],
    ['the limit of tokens', { ...answered, max_tokens: 7, temperature: 0.5, stream: true }, all],
    ['a tool’s definition', { ...answered, tools: [{ ...tool, description: long('else'), ...mark }] }, []],
    ['one more tool before it', { ...answered, tools: [{ name: 'a' }, { ...tool, ...mark }] }, []],
    [
      'a deferred tool',
      {
        ...answered,
        tools: [
          { name: 'a', defer_loading: true },
          { ...tool, ...mark },
        ],
      },
      all,
    ],
    [
      'web search',
      {
        ...answered,
        tools: [
          { ...tool, ...mark },
          { type: 'web_search_20250305', name: 'web_search' },
        ],
      },
      ['tools'],
    ],
    ['the speed', { ...answered, speed: 'fast' }, ['tools']],
    ['the system prompt', { ...answered, system: long('other') }, ['tools']],
    [
      'citations',
      {
        ...answered,
        messages: [
          question,
          { role: 'assistant', content: 'yes' },
          {
            role: 'user',
            content: [
              {
                type: 'document',
                source: { type: 'text', media_type: 'text/plain', data: 'x' },
                citations: { enabled: true },
              },
            ],
          },
        ],
      },
      ['tools'],
    ],
    ['the choice of tools', { ...answered, tool_choice: { type: 'any' } }, ['tools', 'system']],
    ['the choice of tools that is the default', { ...answered, tool_choice: { type: 'auto' } }, all],
    [
      'a picture',
      {
        ...answered,
        messages: [question, { role: 'assistant', content: 'y' }, { role: 'user', content: [picture] }],
      },
      ['tools', 'system'],
    ],
    ['thinking', { ...answered, thinking: { type: 'adaptive' } }, ['tools', 'system']],
    ['the effort', { ...answered, output_config: { effort: 'low' } }, ['tools', 'system']],
    ['the effort that is the default', { ...answered, output_config: { effort: 'high' } }, all],
    [
      'a word of the first message',
      { ...answered, messages: [{ role: 'user', content: long('else') }] },
      ['tools', 'system'],
    ],
  ])('%s', (_, changed, expected) => {
    expect(sectionsRead(anthropic(request), anthropic(changed))).toEqual(expected);
  });

  it('a string is the block of text that it stands for, and marks move without harm', () => {
    const plain = {
      ...request,
      system: [system],
      messages: [
        { role: 'user', content: long('question') },
        { role: 'assistant', content: 'yes' },
        { role: 'user', content: [{ type: 'text', text: 'more', ...mark }] },
      ],
    };
    expect(sectionsRead(anthropic(request), anthropic(plain))).toEqual(all);
  });
});

describe('thinking in Claude’s cache', () => {
  const think = (text: string) => ({ type: 'thinking', thinking: long(text), signature: 's' });
  const result = (text: string) => ({ type: 'tool_result', tool_use_id: 't', content: long(text) });
  const asked = [
    { role: 'user', content: long('weather?') },
    { role: 'assistant', content: [think('one'), { type: 'tool_use', id: 't', name: 'w', input: {} }] },
  ];
  const second = [...asked, { role: 'user', content: [{ ...result('sunny'), ...mark }] }];
  const third = [
    ...second.slice(0, 2),
    { role: 'user', content: [result('sunny')] },
    { role: 'assistant', content: [think('two'), { type: 'text', text: 'Sunny.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Thanks', ...mark }] },
  ];
  const readBy = (model: string) => {
    const cache = createPromptCache();
    const prompt = (messages: readonly unknown[]) =>
      anthropic({ model, thinking: { type: 'enabled' }, messages });
    const written = cache.request(prompt(second), 0).cacheWrite;
    return { written, ...cache.request(prompt(third), 1) };
  };

  it('is part of the prefix on later models', () => {
    const { written, cacheRead } = readBy('claude-opus-4-5');
    expect(written).toBe(15_004);
    expect(cacheRead).toBe(written);
  });

  it('is dropped by earlier ones when the user speaks, and what follows it is lost', () => {
    const { cacheRead, cacheWrite } = readBy('claude-opus-4-1');
    expect(cacheRead).toBe(0);
    expect(cacheWrite).toBe(5_000 + 4 + 5_000 + 6 + 6);
  });
});

describe('one mark for the whole request', () => {
  const automatic = (messages: readonly unknown[], control: unknown = { type: 'ephemeral' }) =>
    anthropic({ model: 'claude-opus-4-8', cache_control: control, messages });

  it('stands at the last block that can be marked, and moves on', () => {
    const cache = createPromptCache();
    const first = [{ role: 'user', content: long('one') }];
    const answer = {
      role: 'assistant',
      content: [
        { type: 'text', text: 'hm' },
        { type: 'thinking', thinking: 'x' },
      ],
    };
    expect(cache.request(automatic(first), 0)).toMatchObject({ input: 0, cacheWrite: 5_000 });
    expect(cache.request(automatic([...first, answer]), 1)).toMatchObject({
      input: 1,
      cacheWrite: 2,
      cacheRead: 5_000,
    });
  });

  it('is refused beside four others, or with another lifetime on the last block', () => {
    const blocks = (count: number, control: object) => [
      {
        role: 'user',
        content: Array.from({ length: count }, (_, at) => ({ type: 'text', text: `${at}`, ...control })),
      },
    ];
    const last = { role: 'user', content: 'last' };
    expect(() => createPromptCache().request(automatic([...blocks(4, mark), last]), 0)).toThrow('Found 5');
    expect(() => createPromptCache().request(automatic(blocks(1, hour)), 0)).toThrow('ttl');
    expect(() => createPromptCache().request(automatic(blocks(4, mark)), 0)).not.toThrow();
  });
});

describe('the prompt of a request to OpenAI', () => {
  const model = 'gpt-5.6-sol';
  const chat = {
    model,
    tools: [{ type: 'function', function: { name: 'read', description: 'reads' } }],
    messages: [
      { role: 'system', content: long('system') },
      { role: 'user', content: long('question') },
    ],
  };
  const call = { id: 'c', type: 'function', function: { name: 'read', arguments: '{}' } };
  const answered = {
    ...chat,
    messages: [
      ...chat.messages,
      { role: 'assistant', content: null, tool_calls: [call, call] },
      { role: 'tool', tool_call_id: 'c', content: 'a' },
      { role: 'tool', tool_call_id: 'c', content: 'b' },
    ],
  };
  const responses = {
    model,
    instructions: long('system'),
    input: [{ role: 'user', content: [{ type: 'input_text', text: long('question') }] }],
  };
  const turns = (prompt: Prompt) => prompt.blocks.flatMap(({ endsTurn }, index) => (endsTurn ? [index] : []));

  it('ends turns after instructions, the user’s words and the last of several results', () => {
    expect(turns(openai(answered))).toEqual([1, 2, 6]);
    expect(turns(openai({ ...answered, prompt_cache_options: { mode: 'explicit' } }))).toEqual([]);
    const answer = [
      { type: 'reasoning', id: 'r', encrypted_content: 'x' },
      { type: 'function_call', call_id: 'c', name: 'read', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c', output: 'a' },
    ];
    expect(turns(openai({ ...responses, input: [...responses.input, ...answer] }))).toEqual([0, 1, 4]);
    expect(turns(openai({ ...responses, input: 'question' }))).toEqual([0, 1]);
    const tools = { type: 'additional_tools', role: 'developer', tools: [tool] };
    const { blocks } = openai({ ...responses, input: [tools, ...responses.input] });
    expect(blocks.map(({ section, tokens }) => [section, tokens > 5_000])).toEqual([
      ['system', false],
      ['system', true],
      ['messages', false],
    ]);
    const note = { role: 'developer', content: 'from now on' };
    expect(turns(openai({ ...chat, messages: [...chat.messages, note, note] }))).toEqual([1, 2]);
    expect(turns(openai({ ...chat, messages: [note, ...chat.messages] }))).toEqual([2, 3]);
  });

  it.each([
    ['nothing', chat, answered, true],
    ['nothing, in responses', responses, { ...responses, stream: true, max_output_tokens: 4 }, true],
    ['tools', chat, { ...answered, tools: [] }, false],
    ['parallel calls', chat, { ...answered, parallel_tool_calls: false }, false],
    ['the form of the answer', responses, { ...responses, text: { verbosity: 'low' } }, false],
    ['the effort', responses, { ...responses, reasoning: { effort: 'low' } }, false],
    ['the cache key', chat, { ...answered, prompt_cache_key: 'k' }, false],
  ])('is read again if what changes is %s', (_, first, second, isRead) => {
    const cache = createPromptCache();
    const { cacheWrite } = cache.request(openai(first), 0);
    expect(cacheWrite).toBeGreaterThan(10_000 - 1);
    expect(cache.request(openai(second), 1).cacheRead).toBe(isRead ? cacheWrite : 0);
  });

  it('takes marks as they stand', () => {
    const part = { type: 'text', text: long('doc'), prompt_cache_breakpoint: { mode: 'explicit' } };
    const body = {
      model,
      prompt_cache_options: { mode: 'explicit' },
      messages: [{ role: 'user', content: [part, { type: 'text', text: 'question' }] }],
    };
    const usage = createPromptCache().request(openai(body), 0);
    expect(usage).toMatchObject({ input: 8, cacheWrite: 5_000, cacheRead: 0 });
  });
});

it.each([undefined, null, 'text', [], {}, { messages: 5, tools: 'x', system: {}, input: null, model: 7 }])(
  'of %j there is no prompt, and no failure',
  (body) => {
    expect(anthropic(body).blocks).toEqual([]);
    expect(openai(body).blocks).toEqual([]);
  },
);
