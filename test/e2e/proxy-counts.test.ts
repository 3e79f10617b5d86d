import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../proxy/ask.js';
import { log } from '../proxy/sample-conversation.js';
import { type Recorded, startUpstream } from '../proxy/upstream.js';
import { temporaryFolder } from './connect.js';
import { warmUp } from './long-talk.js';
import { startProxyProcess } from './proxy-process.js';

const CONFIG = `defaults:
  level: balanced
  promptCaching: false
  native: { deferTools: { above: 0 }, contextEditing: true }
`;
const API_KEY = ['x-api-key', 'sk-ant-api03-0000'];
const SESSION = ['x-claude-code-session-id', '11111111-1111-4111-8111-111111111111'];

const tools = ['Bash', 'mcp__mail__send'].map((name) => ({
  name,
  description: name,
  input_schema: { type: 'object' },
}));

/** What both endpoints are asked with: an agent's conversation after so many calls of a tool. */
const talk = (turns: number, opening = 'Why does the mill fail?') => ({
  model: 'claude-opus-4-8',
  system: 'You are careful.',
  tools,
  messages: [
    { role: 'user', content: opening },
    ...Array.from({ length: turns }, (_, at) => [
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: `t${at}`, name: 'Bash', input: { command: `tail -${at} mill.log` } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: log(at, 60) }] },
    ]).flat(),
  ],
});

async function setUp(config = CONFIG) {
  const { folder, remove } = await temporaryFolder();
  onTestFinished(remove);
  const upstream = await startUpstream((response) => response.end('{"input_tokens":9}'));
  const home = path.join(folder, 'home');
  const proxy = await startProxyProcess({ home, upstream: upstream.url, config });
  await warmUp(proxy.url);
  const post = async (to: string, body: object, headers: readonly string[] = API_KEY) => {
    const bytes = JSON.stringify(body);
    const answer = await ask(proxy.url, {
      path: `/v1/messages${to}?beta=true`,
      headers: [...headers, 'Content-Length', String(Buffer.byteLength(bytes))],
      body: bytes,
    });
    return { came: bytes, went: upstream.requests.at(-1)!, answer };
  };
  return {
    count: (body: object, headers?: readonly string[]) => post('/count_tokens', body, headers),
    send: (body: object, headers?: readonly string[]) => post('', body, headers),
  };
}

const betasOf = ({ rawHeaders }: Recorded) => rawHeaders[rawHeaders.indexOf('anthropic-beta') + 1];

it('has counted what is sent, whether that was sent already or is sent next', async () => {
  const { count, send } = await setUp();
  for (const turns of [1, 2, 3]) {
    const before = await count(talk(turns));
    const sent = await send(talk(turns));
    const after = await count(talk(turns));
    expect(before.went.body.toString()).toBe(sent.went.body.toString());
    expect(after.went.body).toEqual(before.went.body);
    expect(before.went.body.length).toBeLessThan(before.came.length - turns * 1000);
    expect(betasOf(before.went)).toBe(betasOf(sent.went));
    const { tools: counted, context_management } = JSON.parse(before.went.body.toString());
    expect(counted.map(({ defer_loading = false }) => defer_loading)).toEqual([false, false, true]);
    expect(context_management.edits).toHaveLength(1);
    // Nothing is billed for a count, so nothing was saved by it.
    expect(before.answer.text).toBe('{"input_tokens":9}');
    expect(before.answer.headers['x-ctxopt-saved']).toBeUndefined();
    expect(before.answer.headers['x-ctxopt-passes'] ?? '').toBe('');
    expect(Number(sent.answer.headers['x-ctxopt-saved'])).toBeGreaterThan(0);
  }
});

it('decides nothing: what the provider may have cached stays, though its count was asked for in parts', async () => {
  const { count, send } = await setUp();
  const headers = [...API_KEY, ...SESSION];
  // As Claude Code asks, which leaves the system prompt out.
  const { system: _, ...inPart } = talk(3);
  await count(inPart, headers);
  await count({ ...inPart, messages: inPart.messages.slice(0, 3) }, headers);
  const { messages } = JSON.parse((await send(talk(3), headers)).went.body.toString());
  const shown = messages.flatMap(({ content }: { content: unknown }) =>
    Array.isArray(content) ? content.filter(({ type }) => type === 'tool_result') : [],
  );
  expect(shown.map(({ content }: { content: string }, at: number) => content === log(at, 60))).toEqual([
    true,
    true,
    false,
  ]);
});

it('has counted what would be sent, whatever was counted before', async () => {
  const { count, send } = await setUp();
  await count(talk(1));
  const counted = await count(talk(3));
  const sent = await send(talk(3));
  expect(counted.went.body.toString()).toBe(sent.went.body.toString());
});

it('has nothing marked for the cache that is only counted', async () => {
  const { count, send } = await setUp('defaults: { level: balanced }\n');
  expect((await count(talk(3))).went.body.toString()).not.toContain('cache_control');
  expect((await send(talk(3))).went.body.toString()).toContain('cache_control');
});

it.each<readonly [string, readonly string[]]>([
  ['a subscription pays', ['authorization', 'Bearer sk-ant-oat01-x']],
  ['the client wants nothing changed', [...API_KEY, 'x-ctxopt-bypass', '1']],
])('has counted what came where %s', async (_, headers) => {
  const { count } = await setUp();
  const { came, went } = await count(talk(2), headers);
  expect(went.body.toString()).toBe(came);
});
