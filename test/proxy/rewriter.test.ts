import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Part, partsOf } from '../../src/context/context.js';
import { HANDLES } from '../../src/context/handle.js';
import { formatNamed } from '../../src/formats/formats.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import { ollamaChat } from '../../src/proxy/endpoints/ollama-chat.js';
import { openaiChat } from '../../src/proxy/endpoints/openai-chat.js';
import { openaiEmbeddings } from '../../src/proxy/endpoints/openai-embeddings.js';
import { openaiResponses } from '../../src/proxy/endpoints/openai-responses.js';
import type { Rewrite } from '../../src/proxy/exchange.js';
import type { RewritePolicy } from '../../src/proxy/passage.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import { originalIn } from '../store/original-in.js';
import { acts, dialects } from './five-turns.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { numbered, source } from './sample-conversation.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-rewriter-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

function setUp(given: Partial<RewritePolicy> = {}, limit = 60_000) {
  const warn = (warning: string) => expect(warning).toBe('');
  const store = createStore({ location: path.join(folder, String(++made), 'ctxopt.db'), warn });
  const options = {
    store,
    compute: inProcess,
    policyOf: () => policy(given),
    embedder: { kind: 'none' as const },
  };
  return { store, rewrite: allRead(createRewriter({ ...options, limit })) };
}

/** As the forwarder writes it down. */
function allRead(rewrite: Rewrite): Rewrite {
  return async (request) => {
    const { readLate, ...outcome } = await rewrite(request);
    return { ...outcome, ...readLate?.() };
  };
}

const endpoints = {
  claude: anthropicMessages,
  chat: openaiChat,
  responses: openaiResponses,
  ollama: ollamaChat,
};

const resultsIn = (format: string, body: Buffer): readonly Part[] =>
  partsOf(formatNamed(format).decode(body.toString())).filter(({ kind }) => kind === 'tool_result');

describe.each(['claude', 'chat', 'responses', 'ollama'] as const)('five turns of %s', (dialect) => {
  const endpoint = endpoints[dialect];

  async function play(level: RewritePolicy['level']) {
    const { store, rewrite } = setUp({ level });
    const turns = [];
    for (let turn = 0; turn <= 5; turn++) {
      const request = requestOf(endpoint, dialects[dialect](turn));
      turns.push({ ...(await rewrite(request)), came: request.body });
    }
    const last = turns.at(-1)!;
    const results = resultsIn(endpoint.format!, last.body);
    for (const { text } of results) {
      for (const handle of text.match(HANDLES) ?? []) {
        const original = await originalIn(store, handle.slice('ctx:'.length));
        expect(acts.map(({ output }) => output)).toContain(original?.text);
      }
    }
    await store.close();
    return { turns, results };
  }

  it('at lossless: the JSON gets smaller, and no word goes', async () => {
    const { turns, results } = await play('lossless');
    expect(turns.map(({ warning }) => warning)).toEqual(Array(6).fill(undefined));
    expect(turns[0]!.body).toBe(turns[0]!.came);
    expect(turns[2]!.passes).toEqual(expect.arrayContaining(['json']));
    expect(turns[1]!.passes).not.toContain('json');
    // What was decided on an earlier turn made what goes out on a later one too.
    expect(turns[4]!.passes).toEqual(turns[2]!.passes);
    const [lines, items, ...reads] = results.map(({ text }) => text);
    expect(items!.length).toBeLessThan(acts[1]!.output.length / 2);
    for (let id = 0; id < 24; id++) expect(items).toContain(`item-2-${id}`);
    expect(lines!.match(HANDLES)).toBeNull();
    expect(reads).toEqual([acts[2]!.output, acts[3]!.output]);
  });

  it('at balanced: the log is folded, and the second read refers to the first', async () => {
    const { turns, results } = await play('balanced');
    const [lines, , first, second] = results.map(({ text }) => text);
    expect(lines!.length).toBeLessThan(acts[0]!.output.length / 2);
    expect(lines).toContain('ERROR worker 1 failed: connection reset (status 502)');
    expect(lines).toMatch(HANDLES);
    expect(first).toBe(acts[2]!.output);
    expect(second).toMatch(/^\[ctxopt: same as Read src\/cart\.ts at .+, ctx:[0-9a-f]{12}\]$/);
    const { tokensBefore, tokensAfter } = turns[5]!;
    expect(tokensAfter).toBeLessThan(tokensBefore! / 2);
  });

  it.each(['lossless', 'balanced'] as const)('at %s each turn begins with the one before', async (level) => {
    const { turns } = await play(level);
    const sent = turns.map(({ body }) =>
      partsOf(formatNamed(endpoint.format!).decode(body.toString())).map(({ kind, role, text }) => [
        kind,
        role,
        text,
      ]),
    );
    sent.slice(1).forEach((parts, turn) => {
      expect(parts.slice(0, sent[turn]!.length)).toEqual(sent[turn]);
    });
    expect(turns.map(({ session }) => session)).toEqual(Array(6).fill(turns[0]!.session));
    expect(turns[5]!.model).toBe((dialects[dialect](0) as { model: string }).model);
  });
});

describe('what is left alone', () => {
  const claude = dialects.claude(4);

  it('is not even read where the policy says so', async () => {
    const untouched = async (
      given: Partial<RewritePolicy>,
      headers: Record<string, string> = { 'x-api-key': 'k' },
    ) => {
      const { rewrite } = setUp(given);
      const request = requestOf(anthropicMessages, '{"tool_result": no JSON', headers);
      const outcome = await rewrite(request);
      return outcome.body === request.body && outcome.warning === undefined;
    };
    expect(await untouched({ level: 'off' })).toBe(true);
    expect(await untouched({}, { authorization: 'Bearer sk-ant-oat01-x' })).toBe(true);
    expect(await untouched({ subscriptions: true }, { authorization: 'Bearer sk-ant-oat01-x' })).toBe(false);
  });

  it('is a subscription’s traffic, unless the project allows it', async () => {
    const headers = { authorization: 'Bearer sk-ant-oat01-x' };
    const allowed = await setUp({ subscriptions: true }).rewrite(
      requestOf(anthropicMessages, claude, headers),
    );
    expect(allowed.passes).not.toEqual([]);
    const request = requestOf(anthropicMessages, claude, headers);
    expect((await setUp().rewrite(request)).body).toBe(request.body);
  });

  it('is a body of no conversation, and one that is not what it should be', async () => {
    const { rewrite } = setUp();
    const embeddings = requestOf(openaiEmbeddings, { input: ['tool_result'] });
    expect(await rewrite(embeddings)).toEqual({ body: embeddings.body, session: '', passes: [] });
    const broken = [
      '"tool_result"',
      '{"messages":[{"role":"tool_result"}]}',
      Buffer.from([...Buffer.from('"tool_result"'), 0xff]),
    ];
    // What holds no result is not read before it goes, so nothing is said of it.
    for (const body of ['', '[]', Buffer.from([0xff, 0x22]), ...broken]) {
      const request = requestOf(anthropicMessages, body);
      const outcome = await rewrite(request);
      expect(outcome.body).toBe(request.body);
      expect(outcome.warning === undefined).toBe(!broken.includes(body));
    }
  });

  it('is what was said before the proxy saw it: of a conversation under way only the newest is new', async () => {
    const { rewrite } = setUp();
    const request = requestOf(anthropicMessages, dialects.claude(2));
    const { body } = await rewrite(request);
    const [lines, items] = resultsIn('anthropic-messages', body).map(({ text }) => text);
    expect(lines).toBe(acts[0]!.output);
    expect(items!.length).toBeLessThan(acts[1]!.output.length / 2);
    const next = resultsIn(
      'anthropic-messages',
      (await rewrite(requestOf(anthropicMessages, dialects.claude(3)))).body,
    );
    expect(next.slice(0, 2).map(({ text }) => text)).toEqual([lines, items]);
  });

  it('is what smart_read gave; what repeats it goes', async () => {
    const { rewrite } = setUp();
    const text = source(2, 1).repeat(3);
    const header = `src/mill.ts · ${text.split('\n').length} lines · 900 of 900 tokens (o200k_base) · v:3f9a1c0b2d`;
    const results = [
      ['mcp__ctxopt__smart_read', { path: 'src/mill.ts', mode: 'full' }, `${header}\n${text}`],
      ['Bash', { command: 'cat src/mill.ts' }, text],
      ['mcp__ctxopt__smart_read', { path: 'src/mill.ts', mode: 'full' }, `${header}\n${text}`],
    ] as const;
    const bodyAfter = (count: number) => ({
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'user', content: 'Go.' },
        ...results.slice(0, count).flatMap(([name, input, content], at) => [
          { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name, input }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content }] },
        ]),
      ],
    });
    let last: Buffer = Buffer.alloc(0);
    for (const count of [1, 2, 3])
      last = (await rewrite(requestOf(anthropicMessages, bodyAfter(count)))).body;
    const [first, second, third] = resultsIn('anthropic-messages', last).map((one) => one.text);
    expect([first, third]).toEqual([results[0][2], results[2][2]]);
    expect(second).toMatch(/^\[ctxopt: as mcp__ctxopt__smart_read src\/mill\.ts at /);
    expect(second!.length).toBeLessThan(300);
  });
});

describe('sessions', () => {
  const { messages, ...rest } = dialects.claude(1) as { messages: unknown };
  const sessionOf = async (body: object, headers: Record<string, string> = {}) =>
    (await setUp().rewrite(requestOf(anthropicMessages, body, { 'x-api-key': 'k', ...headers }))).session;
  const uuid = '11111111-1111-4111-8111-111111111111';

  it.each<[object, Record<string, string>, string]>([
    [{ metadata: { user_id: `user_a_account_b_session_${uuid}` } }, {}, uuid],
    [{ metadata: { user_id: JSON.stringify({ device_id: 'd', session_id: uuid }) } }, {}, uuid],
    [{ prompt_cache_key: 'abc' }, {}, 'abc'],
    [{ prompt_cache_key: 'abc' }, { 'x-claude-code-session-id': 'def' }, 'def'],
    [{ prompt_cache_key: 'abc' }, { session_id: 'def', 'x-ctxopt-session': 'ghi' }, 'ghi'],
  ])('%j with %j is session %s', async (given, headers, session) => {
    expect(await sessionOf({ ...rest, messages, ...given }, headers)).toBe(session);
    expect(
      await sessionOf({ ...rest, messages: (messages as object[]).slice(0, 1), ...given }, headers),
    ).toBe(session);
  });

  it('are told by how they began where nobody names them', async () => {
    const named = await sessionOf({ ...rest, messages });
    expect(named).toMatch(/^[0-9a-f]{32}$/);
    expect(await sessionOf(dialects.claude(5) as object)).toBe(named);
    expect(await sessionOf({ ...rest, messages: [{ role: 'user', content: 'Something else.' }] })).not.toBe(
      named,
    );
  });
});

describe('a file that is read again after it changed', () => {
  it('shows what changed, and the newest state can be told', async () => {
    const { rewrite } = setUp();
    const read = (version: number, id: string) => [
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Read', input: { file_path: 'a.ts' } }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: id, content: numbered(source(1, version)) }],
      },
    ];
    const messages = [{ role: 'user', content: 'Go.' }, ...read(0, 'r0')];
    await rewrite(requestOf(anthropicMessages, { messages }));
    const { body } = await rewrite(
      requestOf(anthropicMessages, { messages: [...messages, ...read(1, 'r1')] }),
    );
    const [first, second] = resultsIn('anthropic-messages', body).map(({ text }) => text);
    expect(first).toBe(numbered(source(1, 0)));
    expect(second).toContain('export const version = 1;');
  });
});

it('keeps anew what an old decision names, where the store has deleted it', async () => {
  let now = Date.now() - 60 * 60_000;
  const store = createStore({
    location: path.join(folder, String(++made), 'ctxopt.db'),
    warn: (warning) => expect(warning).toBe(''),
    diskLimit: 1024,
    now: () => now,
  });
  const rewrite = createRewriter({
    store,
    compute: inProcess,
    policyOf: () => policy(),
    embedder: { kind: 'none' },
    limit: 60_000,
  });
  const send = async () => (await rewrite(requestOf(anthropicMessages, dialects.claude(1)))).body.toString();
  const first = await send();
  const [handle] = first.match(HANDLES)!;
  const original = () => originalIn(store, handle.slice('ctx:'.length));
  expect(await original()).toBeDefined();
  now += 10 * 60_000;
  await store.putOriginal(randomBytes(4096).toString('hex'));
  expect(await original()).toBeUndefined();
  expect(await send()).toBe(first);
  await vi.waitFor(async () => expect(await original()).toBeDefined());
  await store.close();
});
