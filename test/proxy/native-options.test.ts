import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { Rewrite } from '../../src/proxy/exchange.js';
import { DEFAULT_POLICY, type ProjectPolicy } from '../../src/proxy/project-policy.js';
import { withNativeOptions } from '../../src/proxy/with-native-options.js';
import { ask } from './ask.js';
import { inProcess, requestOf } from './in-process.js';
import { exchangeOf, startProxy } from './proxy.js';
import { startUpstream } from './upstream.js';

const LONG = 'You are careful. '.repeat(1_000);
const BETA = 'context-management-2025-06-27';
const API_KEY = ['x-api-key', 'sk-ant-api03-x'];

const conversation = {
  model: 'claude-opus-4-8',
  max_tokens: 9,
  system: LONG,
  tools: [{ name: 'read', input_schema: {} }],
  messages: [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'b' },
    { role: 'user', content: 'c' },
  ],
};

/** A rewrite that puts one word for another, as the rewriter does it to results. */
const other: Rewrite = async ({ body }) => ({
  body: Buffer.from(body.toString().replace('"b"', '"B"')),
  session: 's',
  passes: ['other'],
});
const nothing: Rewrite = async ({ body }) => ({ body, session: 's', passes: [] });

async function send(
  given: {
    readonly policy?: Partial<ProjectPolicy>;
    readonly headers?: readonly string[];
    readonly path?: string;
    readonly body?: object | string;
    readonly rewrite?: Rewrite;
    readonly isPacked?: boolean;
  } = {},
) {
  const upstream = await startUpstream((response) => response.end('{}'));
  const policyOf = () => ({ ...DEFAULT_POLICY, ...given.policy });
  const rewrite = withNativeOptions(given.rewrite ?? nothing, policyOf, { compute: inProcess });
  const proxy = await startProxy(upstream.url, { rewrite });
  const { body = conversation, headers = API_KEY, isPacked = false } = given;
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const bytes = isPacked ? gzipSync(text) : text;
  const answer = await ask(proxy.url, {
    path: given.path ?? '/v1/messages?beta=true',
    headers: [
      ...headers,
      ...(isPacked ? ['Content-Encoding', 'gzip'] : []),
      'Content-Length',
      String(bytes.length),
    ],
    body: bytes,
  });
  const got = upstream.requests[0]!;
  const betas = got.rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() === 'anthropic-beta' ? [got.rawHeaders[at + 1]] : [],
  );
  return {
    passes: answer.headers['x-ctxopt-passes'],
    isUntouched: got.body.equals(bytes),
    text: got.body.toString(),
    betas,
    exchange: await exchangeOf(proxy),
  };
}

const marksIn = (text: string) => text.split('"cache_control":{"type":"ephemeral"}').length - 1;

it('marks what an API key pays for, after all else, and says so', async () => {
  const { text, passes, exchange } = await send({ rewrite: other });
  expect(passes).toBe('other,cache-breakpoints');
  expect(marksIn(text)).toBe(3);
  expect(text).toContain('"B"');
  expect(exchange).toMatchObject({ breakpoints: 3, passes: ['other', 'cache-breakpoints'] });
});

it('marks a body that came packed', async () => {
  const { text, isUntouched } = await send({ isPacked: true });
  expect(isUntouched).toBe(false);
  expect(marksIn(text)).toBe(3);
});

it.each<readonly [string, Parameters<typeof send>[0]]>([
  ['the policy says not to', { policy: { promptCaching: false } }],
  ['a subscription pays', { headers: ['authorization', 'Bearer sk-ant-oat01-x'] }],
  ['the beta says that one does', { headers: [...API_KEY, 'anthropic-beta', 'oauth-2025-04-20'] }],
  ['nobody knows who pays', { headers: [] }],
  ['tokens are only counted', { path: '/v1/messages/count_tokens' }],
  ['it is for another provider', { path: '/v1/chat/completions' }],
  ['the client marks', { body: { ...conversation, cache_control: { type: 'ephemeral' } } }],
  ['the client bypasses', { headers: [...API_KEY, 'x-ctxopt-bypass', '1'] }],
  ['it is no JSON', { body: '{"model":"claude-opus-5","messages":[' }],
])('leaves every byte where %s', async (_, given) => {
  const { isUntouched, passes = '' } = await send(given);
  expect(isUntouched).toBe(true);
  expect(passes).toBe('');
});

it('marks where one of ctxopt’s own keys stands for an API key', async () => {
  expect(marksIn((await send({ headers: ['authorization', 'Bearer ctxopt-x'] })).text)).toBe(3);
});

const editing = { native: { ...DEFAULT_POLICY.native, contextEditing: true }, promptCaching: false };

it.each([
  [[], [BETA]],
  [['anthropic-beta', 'a-2025,b-2025'], [`a-2025,b-2025,${BETA}`]],
  [['anthropic-beta', 'a', 'Anthropic-Beta', 'b'], [`a, b,${BETA}`]],
  [['Anthropic-Beta', `a, ${BETA}`], [`a, ${BETA}`]],
])('asks the provider to clear old results, beside the betas %j', async (headers, expected) => {
  const { text, passes, betas } = await send({ policy: editing, headers: [...API_KEY, ...headers] });
  expect(passes).toBe('context-editing');
  expect(betas).toEqual(expected);
  expect(JSON.parse(text)).toEqual({
    ...conversation,
    context_management: {
      edits: [{ type: 'clear_tool_uses_20250919', clear_at_least: { type: 'input_tokens', value: 20_000 } }],
    },
  });
  expect(text.endsWith(JSON.stringify(conversation).slice(1))).toBe(true);
});

it.each<readonly [string, Parameters<typeof send>[0]]>([
  ['the policy does not say so', { policy: { promptCaching: false } }],
  ['the client has edits of its own', { body: { ...conversation, context_management: { edits: [] } } }],
  ['the model cannot', { body: { ...conversation, model: 'claude-3-5-haiku-20241022' } }],
  ['the model is not known', { body: { ...conversation, model: 'claude-of-tomorrow' } }],
  ['there are no tools', { body: { ...conversation, tools: undefined } }],
  ['a subscription pays', { headers: ['authorization', 'Bearer sk-ant-oat01-x'] }],
])('asks for no clearing where %s', async (_, given) => {
  const { isUntouched, betas } = await send({ policy: editing, ...given });
  expect(isUntouched).toBe(true);
  expect(betas).toEqual([]);
});

it('does both, and alters a subscription’s traffic only if that is allowed', async () => {
  const both = { native: { ...DEFAULT_POLICY.native, contextEditing: true } };
  expect((await send({ policy: both })).passes).toBe('context-editing,cache-breakpoints');
  const headers = ['authorization', 'Bearer sk-ant-oat01-x'];
  const { passes } = await send({ policy: { ...both, subscriptions: true }, headers });
  expect(passes).toBe('context-editing');
});

const SEARCH = { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' };
const tool = (name: string, more: object = {}) => ({
  name,
  description: `What ${name} does. `.repeat(40),
  input_schema: { type: 'object', properties: { path: { type: 'string' } } },
  ...more,
});
const [bash, read] = [tool('Bash'), tool('Read')];
const served = ['mcp__files__find', 'mcp__files__move', 'mcp__mail__send'].map((name) => tool(name));
const withTools = {
  ...conversation,
  tools: [bash, read, ...served],
  messages: conversation.messages.slice(0, 1),
};
const deferring = (deferTools: ProjectPolicy['native']['deferTools']) => ({
  native: { contextEditing: false, deferTools },
  promptCaching: false,
});
const policy = deferring({ above: 500 });
const deferred = (given: object) => ({ defer_loading: true, ...given });

/** What the model found by a search, and what came of calling that. */
const found = (name: string, id: string) => [
  {
    role: 'assistant',
    content: [
      { type: 'server_tool_use', id: `srvtoolu_${id}`, name: SEARCH.name, input: { query: name } },
      {
        type: 'tool_search_tool_result',
        tool_use_id: `srvtoolu_${id}`,
        content: {
          type: 'tool_search_tool_search_result',
          tool_references: [{ type: 'tool_reference', tool_name: name }],
        },
      },
      { type: 'tool_use', id: `toolu_${id}`, name, input: {} },
    ],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${id}`, content: 'done' }] },
];
const called = (name: string, id: string) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${id}`, name, input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${id}`, content: 'done' }] },
];
const saying = (...messages: readonly object[]) => ({
  ...withTools,
  messages: [...withTools.messages, ...messages],
});

it('has the model search for the tools of servers, and keeps the client’s own before it', async () => {
  const { text, passes, betas, exchange } = await send({ policy, body: withTools });
  expect(JSON.parse(text)).toEqual({ ...withTools, tools: [SEARCH, bash, read, ...served.map(deferred)] });
  expect(passes).toBe('deferred-tools');
  expect(betas).toEqual([]);
  expect(exchange).toMatchObject({ passes: ['deferred-tools'] });
});

it('defers all tools but those that the project names', async () => {
  const keeping = deferring({ above: 500, keep: ['Read', 'mcp__mail__send', 'none'] });
  const { text } = await send({ policy: keeping, body: withTools });
  const [find, move, mail] = served;
  expect(JSON.parse(text).tools).toEqual([
    SEARCH,
    deferred(bash),
    read,
    deferred(find!),
    deferred(move!),
    mail,
  ]);
});

it('sends the same tools on every turn, whatever the model found', async () => {
  const turns = [
    [],
    called('Bash', '1'),
    [...called('Bash', '1'), ...found('mcp__mail__send', '2')],
    [...called('Bash', '1'), ...found('mcp__mail__send', '2'), ...called('mcp__mail__send', '3')],
  ];
  const sent = await Promise.all(turns.map((messages) => send({ policy, body: saying(...messages) })));
  const tools = sent.map(({ text }) => JSON.stringify(JSON.parse(text).tools));
  expect(tools).toEqual(Array(4).fill(JSON.stringify([SEARCH, bash, read, ...served.map(deferred)])));
});

it('keeps before the model what it called before it could search', async () => {
  const body = saying(...called('mcp__files__move', '1'), ...found('mcp__files__find', '2'));
  const [find, move, mail] = served;
  const { text } = await send({ policy, body });
  expect(JSON.parse(text).tools).toEqual([SEARCH, bash, read, deferred(find!), move, deferred(mail!)]);
});

it('leaves valid what the model found, where the client has fewer tools by now', async () => {
  const body = { ...saying(...found('mcp__mail__send', '1')), tools: [bash] };
  const { text } = await send({ policy, body });
  const tools = JSON.parse(text).tools as readonly { readonly name: string }[];
  expect(tools.map(({ name }) => name)).toEqual([SEARCH.name, 'mcp__mail__send', 'Bash']);
  expect(tools[1]).toMatchObject({ defer_loading: true, input_schema: { type: 'object' } });
});

it('leaves valid what the model found, where the client defers tools itself by now', async () => {
  const own = [bash, tool('ToolSearch'), deferred(tool('mcp__mail__read'))];
  const { text } = await send({ policy, body: { ...saying(...found('mcp__mail__send', '1')), tools: own } });
  const gone = { defer_loading: true, input_schema: { type: 'object' }, name: 'mcp__mail__send' };
  expect(JSON.parse(text).tools).toEqual([expect.objectContaining(gone), ...own]);
  const all = { ...saying(...found('mcp__mail__send', '1')), tools: [...own, served[2]] };
  expect((await send({ policy, body: all })).isUntouched).toBe(true);
});

it.each([
  ['without tools', {}],
  ['with none', { tools: [] }],
])('leaves valid what an agent asks of such a conversation %s, and has nothing called', async (_, tools) => {
  const body = { ...conversation, ...tools, messages: saying(...found('mcp__mail__send', '1')).messages };
  const asked = 'tools' in tools ? body : { ...body, tools: undefined };
  const { text, passes } = await send({ policy, body: asked });
  const gone = { defer_loading: true, input_schema: { type: 'object' }, name: 'mcp__mail__send' };
  expect(JSON.parse(text)).toEqual({
    ...body,
    tools: [SEARCH, expect.objectContaining(gone)],
    tool_choice: { type: 'none' },
  });
  expect(passes).toBe('deferred-tools');
});

it('leaves the choice that the client made of no tools', async () => {
  const asked = { ...saying(...found('mcp__mail__send', '1')), tools: [], tool_choice: { type: 'auto' } };
  const { text } = await send({ policy, body: asked });
  expect(text.split('"tool_choice"')).toHaveLength(2);
  expect(JSON.parse(text).tool_choice).toEqual({ type: 'auto' });
});

const withoutResult = (messages: readonly { readonly role: string; readonly content: readonly object[] }[]) =>
  messages.map(({ role, content }) => ({
    role,
    content: content.filter((block) => !('type' in block) || block.type !== 'tool_search_tool_result'),
  }));

it('puts the results of searches where the client left them out, the same on every turn', async () => {
  const once = found('mcp__mail__send', '1');
  const twice = [...once, ...found('mcp__files__find', '2'), ...called('mcp__mail__send', '3')];
  const bodies = [once, twice].map((messages) => saying(...withoutResult(messages)));
  const [first, second] = await Promise.all(bodies.map((body) => send({ policy, body })));
  expect(JSON.parse(second!.text).messages).toEqual(saying(...twice).messages);
  const { messages, tools } = JSON.parse(first!.text);
  expect(messages).toEqual(saying(...once).messages);
  expect(tools).toEqual([SEARCH, bash, read, ...served.map(deferred)]);
  expect(JSON.parse(second!.text).tools).toEqual(tools);
  const prompt = JSON.stringify(messages).slice(0, -1);
  expect(second!.text).toContain(prompt);
});

it('leaves a search that the provider has not ended', async () => {
  const paused = { role: 'assistant', content: found('mcp__mail__send', '1')[0]!.content.slice(0, 1) };
  const { text } = await send({ policy, body: saying(paused) });
  expect(JSON.parse(text).messages.at(-1)).toEqual(paused);
});

it.each([
  'opencode/1.18.33 ai-sdk/provider-utils/4.0.46 runtime/bun/1.3.14',
  'ai/5.0.277 ai-sdk/provider-utils/3.0.44 runtime/node.js/v20.20.2',
  'ai/6.0.200 ai-sdk/provider-utils/4.0.64 runtime/node.js/v20.20.2',
  'ai-sdk/anthropic/3.0.96 ai-sdk/provider-utils/4.0.38 runtime/node.js/v20.20.2',
  'ai/7.0.37 ai-sdk-provider-utils/5.0.12 node.js/v20.20.2',
])('defers no tool for a client that would lose its session: %s', async (agent) => {
  const headers = [...API_KEY, 'User-Agent', agent];
  expect((await send({ policy, headers, body: withTools })).isUntouched).toBe(true);
});

it.each([
  'claude-cli/2.1.197 (external, sdk-cli)',
  'Anthropic/JS 1.12.0',
  'ai/6.0.326 ai-sdk/provider-utils/4.0.64 runtime/node.js/v20.20.2',
  'ai-sdk/anthropic/3.0.138 ai-sdk/provider-utils/4.0.64 runtime/node.js/v20.20.2',
  'ai/7.0.173 ai-sdk-provider-utils/5.0.81 node.js/v20.20.2',
  'ai/8.0.0 ai-sdk-provider-utils/6.0.0 node.js/v24',
])('defers tools for a client that goes on after a search: %s', async (agent) => {
  const headers = [...API_KEY, 'User-Agent', agent];
  expect((await send({ policy, headers, body: withTools })).passes).toBe('deferred-tools');
});

it('marks no tool for the cache that it deferred, and defers none that is marked', async () => {
  const long = tool('Read', { description: LONG });
  const { text } = await send({
    policy: { ...policy, promptCaching: true },
    body: { ...withTools, tools: [bash, long, ...served] },
  });
  const marked = (JSON.parse(text).tools as readonly object[]).filter((one) => 'cache_control' in one);
  expect(marked).toEqual([{ cache_control: { type: 'ephemeral' }, ...long }]);
  const control = { cache_control: { type: 'ephemeral' } };
  const own = { ...withTools, tools: [bash, ...served, tool('mcp__a__b', control)] };
  const sent = await send({ policy, body: own });
  expect(JSON.parse(sent.text).tools).toEqual([
    SEARCH,
    bash,
    ...served.map(deferred),
    tool('mcp__a__b', control),
  ]);
});

it.each<readonly [string, Parameters<typeof send>[0]]>([
  ['the policy does not say so', { policy: { promptCaching: false } }],
  ['they are few', { policy: deferring({ above: 5_000 }) }],
  ['the model cannot', { body: { ...withTools, model: 'claude-opus-4-1' } }],
  ['the model is not known', { body: { ...withTools, model: 'claude-of-tomorrow' } }],
  ['a subscription pays', { headers: ['authorization', 'Bearer sk-ant-oat01-x'] }],
  ['tokens are only counted', { path: '/v1/messages/count_tokens' }],
  ['there are none', { body: { ...withTools, tools: undefined } }],
  [
    'the client has a search of its own',
    { body: { ...withTools, tools: [...withTools.tools, tool('ToolSearch')] } },
  ],
  ['they are no list', { body: { ...saying(...found('mcp__mail__send', '1')), tools: null } }],
  ['one was called without a search', { body: saying(...called('mcp__files__move', '1')) }],
  [
    'a tool must be called',
    { body: { ...withTools, tool_choice: { type: 'tool', name: 'mcp__mail__send' } } },
  ],
  ['any tool must be called', { body: { ...withTools, tool_choice: { type: 'any' } } }],
  [
    'the client defers',
    { body: { ...withTools, tools: [...withTools.tools, tool('x', { defer_loading: true })] } },
  ],
  ['the client searches', { body: { ...withTools, tools: [...withTools.tools, SEARCH] } }],
  [
    'a tool has examples',
    { body: { ...withTools, tools: [...withTools.tools, tool('x', { input_examples: [] })] } },
  ],
  ['it is no JSON', { body: '{"model":"claude-opus-4-8","tools":[{"name":"mcp__' }],
  [
    'the provider would name calls as the client does not',
    {
      path: '/v1/responses',
      headers: ['authorization', 'Bearer sk-proj-x'],
      body: {
        model: 'gpt-5.6-sol',
        tools: served.map(({ input_schema: parameters, ...rest }) => ({
          type: 'function',
          ...rest,
          parameters,
        })),
        input: 'a',
      },
    },
  ],
])('defers no tool where %s', async (_, given) => {
  const { isUntouched, passes = '' } = await send({ policy, body: withTools, ...given });
  expect(isUntouched).toBe(true);
  expect(passes).toBe('');
});

it('defers the others where one must be called that does not wait', async () => {
  const body = { ...withTools, tool_choice: { type: 'tool', name: 'Bash' } };
  expect((await send({ policy, body })).passes).toBe('deferred-tools');
});

it('defers a subscription’s tools only if that is allowed', async () => {
  const headers = ['authorization', 'Bearer sk-ant-oat01-x'];
  const { passes } = await send({ policy: { ...policy, subscriptions: true }, headers, body: withTools });
  expect(passes).toBe('deferred-tools');
});

it('asks for a long body in another thread, and for the same', async () => {
  const [short, long] = ['c', `c ${'and so on '.repeat(120_000)}`].map((said) => ({
    ...conversation,
    messages: [...conversation.messages.slice(0, -1), { role: 'user', content: said }],
  }));
  const policy = { native: { contextEditing: true, deferTools: false } } as const;
  const [one, other] = [await send({ policy, body: short! }), await send({ policy, body: long! })];
  expect(other.passes).toBe('context-editing,cache-breakpoints');
  expect(other.text.replace(/ (?:and so on )+/, '')).toBe(one.text);
  expect([other.passes, other.betas]).toEqual([one.passes, one.betas]);
});

it('lets out what was rewritten where the other thread gives no answer', async () => {
  const compute = { run: () => Promise.reject(new Error('it died')) };
  const rewrite = withNativeOptions(other, () => DEFAULT_POLICY, { compute });
  const body = { ...conversation, system: 'You are careful. '.repeat(80_000) };
  const { body: bytes, warning, passes } = await rewrite(requestOf(anthropicMessages, body));
  expect(bytes.toString()).toBe(JSON.stringify(body).replace('"b"', '"B"'));
  expect([warning, passes]).toEqual(["the provider's own options were not used: it died", ['other']]);
});
