import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { withBreakpoints } from '../../src/proxy/breakpoints/with-breakpoints.js';
import type { Rewrite } from '../../src/proxy/exchange.js';
import { withContextEditing } from '../../src/proxy/native/with-context-editing.js';
import { DEFAULT_POLICY, type ProjectPolicy } from '../../src/proxy/project-policy.js';
import { ask } from './ask.js';
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
  const rewrite = withBreakpoints(withContextEditing(given.rewrite ?? nothing, policyOf), policyOf);
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

const editing = { native: { contextEditing: true }, promptCaching: false };

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
  const both = { native: { contextEditing: true } };
  expect((await send({ policy: both })).passes).toBe('context-editing,cache-breakpoints');
  const headers = ['authorization', 'Bearer sk-ant-oat01-x'];
  const { passes } = await send({ policy: { ...both, subscriptions: true }, headers });
  expect(passes).toBe('context-editing');
});
