import path from 'node:path';
import { createAnthropic } from '@ai-sdk/anthropic';
import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { expect, it, onTestFinished } from 'vitest';
import { call, inTurn, say, search, think } from '../upstream/script.js';
import { startUpstream } from '../upstream/upstream.js';
import { temporaryFolder } from './connect.js';
import { startProxyProcess } from './proxy-process.js';

const CONFIG =
  'defaults: { level: balanced, promptCaching: false, rewriteCached: false, native: { deferTools: { above: 0 } } }\n';

const [FIND, MOVE, SEND, BASH] = ['mcp__files__find', 'mcp__files__move', 'mcp__mail__send', 'Bash'];
const NAMES = [FIND, MOVE, SEND, BASH];
const FINAL = 'It is found and sent.';
const PROMPT = 'Find it, and send it.';
const MODEL = 'claude-opus-4-8';
const KEY = 'sk-ant-api03-0000';
const schema = { type: 'object' as const, properties: { path: { type: 'string' as const } } };

/** Searches, calls what it found, calls that again without a search, and searches anew. */
const script = () =>
  inTurn(
    [say('I look for a tool.'), search('find files', FIND), call(FIND, { path: 'a' })],
    [call(FIND, { path: 'b' })],
    [think('It has to be sent, too.'), search('send mail', SEND), call(SEND, { path: 'c' })],
    [say(FINAL)],
  );
const CALLS = [
  [FIND, 'a'],
  [FIND, 'b'],
  [SEND, 'c'],
];

/** Runs a tool, and answers what it said. */
type RunTool = (name: string, input: unknown) => string;

interface Client {
  readonly name: string;
  /** Answers the model's last words. */
  session(url: string, run: RunTool): Promise<string>;
}

const anthropicAt = (url: string) => new Anthropic({ baseURL: url, apiKey: KEY, maxRetries: 0 });
const textOf = (content: readonly { readonly type: string }[]) =>
  content.map((block) => ('text' in block ? block.text : '')).join('');

async function messages(url: string, run: RunTool, isStream: boolean): Promise<string> {
  const client = anthropicAt(url);
  const history: Anthropic.MessageParam[] = [{ role: 'user', content: PROMPT }];
  const tools = NAMES.map((name) => ({ name, description: name, input_schema: schema }));
  for (;;) {
    const params = { model: MODEL, max_tokens: 1024, tools, messages: history };
    const message = isStream
      ? await client.messages.stream(params).finalMessage()
      : await client.messages.create(params);
    if (message.stop_reason !== 'tool_use') return textOf(message.content);
    history.push({ role: 'assistant', content: message.content as Anthropic.ContentBlockParam[] });
    const content = message.content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: run(block.name, block.input) }]
        : [],
    );
    history.push({ role: 'user', content });
  }
}

const runnerParams = (run: RunTool) => ({
  model: MODEL,
  max_tokens: 1024,
  messages: [{ role: 'user' as const, content: PROMPT }],
  tools: NAMES.map((name) =>
    betaTool({ name, description: name, inputSchema: schema, run: (input) => run(name, input) }),
  ),
});

const aiParams = (url: string, run: RunTool) => ({
  model: createAnthropic({ baseURL: `${url}/v1`, apiKey: KEY })(MODEL),
  prompt: PROMPT,
  maxRetries: 0,
  stopWhen: stepCountIs(6),
  tools: Object.fromEntries(
    NAMES.map((name) => {
      const execute = async (input: unknown) => run(name, input);
      return [name, tool({ description: name, inputSchema: jsonSchema(schema), execute })];
    }),
  ),
});

const clients: readonly Client[] = [
  { name: 'the Anthropic SDK', session: (url, run) => messages(url, run, false) },
  { name: 'the Anthropic SDK, streaming', session: (url, run) => messages(url, run, true) },
  {
    name: 'the AI SDK',
    session: async (url, run) => (await generateText(aiParams(url, run))).text,
  },
  {
    name: 'the AI SDK, streaming',
    session: async (url, run) => {
      const stream = streamText(aiParams(url, run));
      for await (const part of stream.fullStream) if (part.type === 'error') throw part.error;
      return stream.text;
    },
  },
];

interface Sent {
  readonly tools?: readonly object[];
  readonly messages: readonly { readonly role: string; readonly content: readonly object[] | string }[];
}

async function hold({ session }: Client) {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const upstream = await startUpstream({ script: script() });
  onTestFinished(() => upstream.close());
  const home = path.join(folder, 'home');
  const proxy = await startProxyProcess({ home, upstream: upstream.url, config: CONFIG });
  const ran: unknown[] = [];
  const text = await session(proxy.url, (name, input) => {
    ran.push([name, (input as { readonly path: string }).path]);
    return `${name} is done`;
  });
  const sent = upstream.requests.map(({ body }) => JSON.parse(body.toString()) as Sent);
  return { text, ran, sent, refused: upstream.requests.filter(({ usage }) => usage === undefined) };
}

const deferred = (name: string) => expect.objectContaining({ name, defer_loading: true });
const searchBlocks = (id: string, query: string, tool_name: string) => [
  { type: 'server_tool_use', id, name: 'tool_search_tool_bm25', input: { query } },
  {
    type: 'tool_search_tool_result',
    tool_use_id: id,
    content: {
      type: 'tool_search_tool_search_result',
      tool_references: [{ type: 'tool_reference', tool_name }],
    },
  },
];

it.each(clients)('$name goes on after a search that it did not ask for', async (client) => {
  const { text, ran, sent, refused } = await hold(client);
  expect(text).toBe(FINAL);
  expect(ran).toEqual(CALLS);
  expect(refused).toEqual([]);
  expect(sent).toHaveLength(4);

  // The same tools on every turn, and all that was said before, searches included.
  expect(sent[0]!.tools).toEqual([
    { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' },
    ...[FIND, MOVE, SEND].map(deferred),
    expect.not.objectContaining({ defer_loading: true }),
  ]);
  expect(new Set(sent.map(({ tools }) => JSON.stringify(tools))).size).toBe(1);
  for (const [turn, { messages: before }] of sent.slice(0, -1).entries())
    expect(sent[turn + 1]!.messages.slice(0, before.length)).toEqual(before);
  const [first, , third] = sent.at(-1)!.messages.filter(({ role }) => role === 'assistant');
  expect(first!.content).toEqual([
    { type: 'text', text: 'I look for a tool.' },
    ...searchBlocks('srvtoolu_up0_1', 'find files', FIND),
    expect.objectContaining({ type: 'tool_use', name: FIND }),
  ]);
  expect(third!.content).toEqual([
    expect.objectContaining({ type: 'thinking' }),
    ...searchBlocks('srvtoolu_up2_1', 'send mail', SEND),
    expect.objectContaining({ type: 'tool_use', name: SEND }),
  ]);
});

/** Its conversation is the provider's to keep: later turns hold no more than what is new. */
it.each<Client>([
  {
    name: 'the Anthropic SDK’s tool runner',
    session: async (url, run) =>
      textOf((await anthropicAt(url).beta.messages.toolRunner(runnerParams(run))).content),
  },
  {
    name: 'the Anthropic SDK’s tool runner, streaming',
    session: async (url, run) => {
      const runner = anthropicAt(url).beta.messages.toolRunner({ ...runnerParams(run), stream: true });
      let text = '';
      for await (const turn of runner) text = textOf((await turn.finalMessage()).content);
      return text;
    },
  },
])('$name goes on after a search that it did not ask for', async (client) => {
  const { text, ran, sent, refused } = await hold(client);
  expect(text).toBe(FINAL);
  expect(ran).toEqual(CALLS);
  expect(refused).toEqual([]);
  expect(sent[0]!.tools).toHaveLength(NAMES.length + 1);
  expect(sent.slice(1).map(({ tools, messages: all }) => [tools, all.length])).toEqual(
    Array(3).fill([undefined, 1]),
  );
});
