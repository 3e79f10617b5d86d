import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { HANDLES } from '../../src/context/handle.js';
import { formatNamed } from '../../src/formats/formats.js';
import type { Endpoint } from '../../src/proxy/endpoint.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import { openaiResponses } from '../../src/proxy/endpoints/openai-responses.js';
import type { Rewrite } from '../../src/proxy/exchange.js';
import type { RewritePolicy } from '../../src/proxy/passage.js';
import { DEFAULT_POLICY } from '../../src/proxy/project-policy.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { withNativeOptions } from '../../src/proxy/with-native-options.js';
import { createStore } from '../../src/store/create-store.js';
import { originalIn } from '../store/original-in.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { startProxy } from './proxy.js';
import { log, numbered, rows, source, testRun } from './sample-conversation.js';
import { startUpstream } from './upstream.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-held-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

function setUp(given: Partial<RewritePolicy> = {}) {
  const location = path.join(folder, String(++made), 'ctxopt.db');
  const store = createStore({ location, warn: (warning) => expect(warning).toBe('') });
  const rewrite = createRewriter({
    store,
    compute: inProcess,
    policyOf: () => policy(given),
    embedder: { kind: 'none' },
    limit: 60_000,
  });
  return { store, rewrite };
}

/** What a dialect's requests are like of which the provider has all but the newest. */
interface Dialect {
  readonly endpoint: Endpoint;
  /** @param previous what the provider called its last answer */
  goesOn(
    previous: string,
    results: readonly (readonly [id: string, output: string])[],
    said?: string,
  ): object;
}

const thread: Dialect = {
  endpoint: anthropicMessages,
  goesOn: (previous, results, said) => ({
    model: 'claude-opus-5-5',
    max_tokens: 1000,
    thread: { type: 'continue', previous_message_id: previous },
    messages: [
      {
        role: 'user',
        content: [
          ...results.map(([tool_use_id, content]) => ({ type: 'tool_result', tool_use_id, content })),
          ...(said === undefined ? [] : [{ type: 'text', text: said }]),
        ],
      },
    ],
  }),
};

const responses: Dialect = {
  endpoint: openaiResponses,
  goesOn: (previous, results, said) => ({
    model: 'gpt-5.1',
    store: true,
    previous_response_id: previous,
    input: [
      ...results.map(([call_id, output]) => ({ type: 'function_call_output', call_id, output })),
      ...(said === undefined ? [] : [{ role: 'user', content: said }]),
    ],
  }),
};

async function sentTo(endpoint: Endpoint, rewrite: Rewrite, body: object) {
  const request = requestOf(endpoint, body);
  const outcome = await rewrite(request);
  expect(outcome.warning).toBeUndefined();
  const text = outcome.body.toString();
  const results = partsOf(formatNamed(endpoint.format!).decode(text)).filter(
    ({ kind }) => kind === 'tool_result',
  );
  return { outcome, text, came: request.body.toString(), results: results.map((part) => part.text) };
}

it('of what goes on by previous_response_id a log and a program’s output are optimized as they appear, and again to the byte', async () => {
  const { rewrite, store } = setUp();
  const first = await sentTo(openaiResponses, rewrite, responses.goesOn('a1', [['c1', log(1, 60)]]));
  expect(first.results[0]!.length).toBeLessThan(log(1, 60).length / 2);
  expect(first.results[0]).toContain('ERROR worker 1 failed: connection reset (status 502)');
  const [handle] = first.results[0]!.match(HANDLES)!;
  expect((await originalIn(store, handle.slice('ctx:'.length)))?.text).toBe(log(1, 60));
  expect((await sentTo(openaiResponses, rewrite, responses.goesOn('a1', [['c1', log(1, 60)]]))).text).toBe(
    first.text,
  );
  const run = ` RUN  v4.1.12 /home/me/mill\n\n${testRun(1)}`;
  const second = await sentTo(openaiResponses, rewrite, responses.goesOn('a2', [['c2', run]], 'Go on.'));
  expect(second.results[0]!.length).toBeLessThan(run.length / 2);
  expect(second.results[0]).toContain('AssertionError: expected 3 to be 4');
  await store.close();
});

it('of what goes on in a thread nothing is', async () => {
  const { rewrite, store } = setUp();
  const { text, came } = await sentTo(
    anthropicMessages,
    rewrite,
    thread.goesOn('a1', [['c1', log(1, 60)]], 'Go on.'),
  );
  expect(text).toBe(came);
  await store.close();
});

describe.each([
  ['a thread', thread],
  ['previous_response_id', responses],
] as const)('of what goes on by %s', (_, { endpoint, goesOn }) => {
  it.each([
    ['JSON', rows(1, 24)],
    ['source code', source(1, 1)],
    ['numbered lines', numbered(source(1, 1))],
    ['blanks at ends of lines', 'a heading   \n\n\n\n\nwords in Markdown   \n'.repeat(8)],
    ['CSV', `id,name,state\n${'1,a,active\n'.repeat(80)}`],
  ])('%s may be a file, since nobody says what was called: it stays', async (__, output) => {
    for (const level of ['lossless', 'balanced', 'aggressive'] as const) {
      const { rewrite, store } = setUp({ level });
      const { text, came } = await sentTo(endpoint, rewrite, goesOn('a1', [['c1', output]]));
      expect(text).toBe(came);
      await store.close();
    }
  });

  it('conversations are told apart, though they say the same', async () => {
    const { rewrite, store } = setUp();
    const sessionOf = async (body: object) => (await sentTo(endpoint, rewrite, body)).outcome.session;
    const [result, other] = [['c1', log(1, 60)] as const, ['c1', log(2, 60)] as const];
    const one = await sessionOf(goesOn('a1', [result]));
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(await sessionOf(goesOn('a1', [result]))).toBe(one);
    expect(await sessionOf(goesOn('b1', [result]))).not.toBe(one);
    expect(await sessionOf(goesOn('a1', [result], 'Yes.'))).toBe(one);
    // Some models number their calls anew in each conversation.
    expect((await sentTo(endpoint, rewrite, goesOn('b1', [other]))).results[0]).toContain('worker 2');
    await store.close();
  });
});

describe('a conversation that OpenAI keeps', () => {
  const sessionOf = async (body: object) =>
    (
      await setUp().rewrite(
        requestOf(openaiResponses, { ...responses.goesOn('a', [['c', log(1, 60)]]), ...body }),
      )
    ).session;

  it.each([['conv_123'], [{ id: 'conv_123' }]])('%j is the session', async (conversation) => {
    const body = { previous_response_id: undefined, prompt_cache_key: 'all of this app', conversation };
    expect(await sessionOf(body)).toBe('conv_123');
  });

  it('is what the client says before what it goes on from', async () => {
    expect(await sessionOf({ prompt_cache_key: 'abc' })).toBe('abc');
  });
});

it('leaves a request of a thread without marks, and what else the provider refuses or compares there', async () => {
  const native = { contextEditing: true, deferTools: { above: 0 } };
  const rewrite = withNativeOptions(
    ({ body }) => ({ body, session: 's', passes: [] }),
    () => ({ ...DEFAULT_POLICY, native }),
    { compute: inProcess },
  );
  const ask = async (body: object) =>
    JSON.parse((await rewrite(requestOf(anthropicMessages, body))).body.toString());
  const tools = ['Bash', 'mcp__mail__send'].map((name) => ({ name, input_schema: { type: 'object' } }));
  const opening = {
    model: 'claude-opus-4-8',
    system: 'You are careful. '.repeat(1000),
    tools,
    messages: [{ role: 'user', content: 'Go.' }],
  };
  const plain = await ask({ ...opening, thread: null });
  expect(JSON.stringify(plain)).toContain('cache_control');
  expect(plain).toHaveProperty('context_management');

  // What is deferred then is deferred for as long as the thread goes on, which repeats no tools.
  const create = { ...opening, thread: { type: 'create' } };
  const [search, bash, mail] = (await ask(create)).tools;
  expect(search.type).toMatch(/^tool_search_tool/);
  expect(await ask(create)).toEqual({ ...create, tools: [search, bash, { defer_loading: true, ...mail }] });
  const goesOn = {
    ...thread.goesOn('a1', [['c1', log(1, 60)]]),
    model: 'claude-opus-4-8',
    messages: [
      { role: 'user', content: 'a '.repeat(5000) },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
    ],
  };
  expect(await ask(goesOn)).toEqual(goesOn);
});

it('the official client’s thread holds what it was sent, also when all of it is sent again', async () => {
  const { rewrite, store } = setUp();
  let answers = 0;
  const upstream = await startUpstream((response, { body }) => {
    response.setHeader('content-type', 'application/json');
    const { thread: held } = JSON.parse(body.toString());
    if (held.previous_message_id === 'msg_2') {
      response.statusCode = 404;
      const details = { error_code: 'thread_not_found' };
      response.end(
        JSON.stringify({ type: 'error', error: { type: 'not_found_error', message: '', details } }),
      );
      return;
    }
    answers += 1;
    const input = { command: 'tail mill.log' };
    const call = { type: 'tool_use', id: `toolu_${answers}`, name: 'run', input };
    const message = {
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      stop_reason: 'tool_use',
    };
    const usage = { input_tokens: 10, output_tokens: 5 };
    response.end(JSON.stringify({ id: `msg_${answers}`, ...message, content: [call], usage }));
  });
  const proxy = await startProxy(upstream.url, { rewrite });
  const client = new Anthropic({ baseURL: proxy.url, apiKey: 'sk-ant-api03-x', maxRetries: 0 });
  const result = (turn: number, content: string) => ({
    role: 'user' as const,
    content: [{ type: 'tool_result' as const, tool_use_id: `toolu_${turn}`, content }],
  });
  const began = [
    { role: 'user' as const, content: 'Why does the mill fail?' },
    {
      role: 'assistant' as const,
      content: [{ type: 'tool_use' as const, id: 'toolu_0', name: 'run', input: {} }],
    },
    result(0, log(0, 60)),
  ];
  const conversation = client.beta.messages.thread({
    model: 'claude-sonnet-4-6',
    max_tokens: 1000,
    tools: [{ name: 'run', input_schema: { type: 'object' } }],
    messages: began.slice(0, 2),
  });
  await conversation.send(began[2]!);
  await conversation.send(result(1, log(1, 60)));
  await conversation.send(result(2, log(2, 60)));
  await conversation.send(result(3, log(3, 60)));

  const bodies = upstream.requests.map(({ body }) => JSON.parse(body.toString()));
  expect(bodies.map(({ thread: { type } }) => type)).toEqual([
    'create',
    'continue',
    'continue',
    'create',
    'continue',
  ]);
  const shown = bodies.map(({ messages }) =>
    messages.flatMap(({ content }: { content: unknown }) =>
      Array.isArray(content) ? content.filter(({ type }) => type === 'tool_result') : [],
    ),
  );
  const texts = shown.map((results) => results.map(({ content }: { content: string }) => content));
  const [[first], [second], , [firstAgain, secondAgain, third], [fourth]] = texts;
  expect(first).toMatch(HANDLES);
  expect([second, fourth]).toEqual([log(1, 60), log(3, 60)]);
  expect([firstAgain, secondAgain]).toEqual([first, second]);
  // Nobody keeps what was refused: it is new.
  expect(third).toMatch(HANDLES);
  await store.close();
});
