import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { RewriterOptions } from '../../src/proxy/passage.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { dialects } from './five-turns.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { log } from './sample-conversation.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-remembered-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

const never = () => new Promise<never>(() => {});
const failing = async () => {
  throw new Error('the disk is on fire');
};

/** A rewriter whose store and threads can be exchanged while conversations go on. */
function setUp(given?: Store) {
  const location = path.join(folder, String(++made), 'ctxopt.db');
  const store = given ?? createStore({ location, warn: (warning) => expect(warning).toBe('') });
  let trouble: Partial<RewriterOptions['store']> = {};
  let run = inProcess.run;
  const current = (): RewriterOptions['store'] => ({ ...store, ...trouble });
  const rewrite = createRewriter({
    store: {
      decisions: (keys) => current().decisions(keys),
      putDecisions: (decisions) => current().putDecisions(decisions),
      putOriginal: (text, options) => current().putOriginal(text, options),
    },
    compute: { run: (...given: Parameters<typeof run>) => run(...given) } as RewriterOptions['compute'],
    policyOf: () => policy(),
    embedder: { kind: 'none' },
    limit: 3_000,
  });
  return {
    store,
    async send(body: unknown) {
      const { body: sent, warning } = await rewrite(requestOf(anthropicMessages, body));
      return { sent: sent.toString(), warning };
    },
    trouble(next: typeof trouble) {
      trouble = next;
    },
    /** Threads do not come to the request any more. */
    starve() {
      run = () => Promise.reject(new DOMException('The time is over.', 'TimeoutError'));
    },
  };
}

const MARK = ',"cache_control":{"type":"ephemeral"}';
const upToMark = (sent: string) => sent.slice(0, sent.lastIndexOf(MARK));

it.each([
  ['fails', { decisions: failing, putDecisions: failing, putOriginal: failing }],
  ['hangs', { decisions: never, putDecisions: never, putOriginal: never }],
  ['is deleted', { decisions: async () => [], putDecisions: async (decisions) => decisions }],
] as readonly [string, Partial<RewriterOptions['store']>][])(
  'a conversation under way goes out as it did where the store %s',
  async (_, trouble) => {
    const { send, trouble: bring } = setUp();
    const before = await send(dialects.claude(2));
    expect(before.sent.length).toBeLessThan(JSON.stringify(dialects.claude(2)).length);
    bring(trouble);
    const during = await send(dialects.claude(3));
    expect(during.sent.startsWith(upToMark(before.sent))).toBe(true);
    bring({});
    const after = await send(dialects.claude(4));
    expect(after.sent.startsWith(upToMark(during.sent))).toBe(true);
    expect(after.warning).toBeUndefined();
  },
);

it('a store that lost all is given it again, so that the next process knows it', async () => {
  const { send, trouble: bring } = setUp();
  await send(dialects.claude(2));
  const empty = setUp();
  bring(empty.store);
  const before = await send(dialects.claude(3));
  const next = setUp(empty.store);
  const after = await next.send(dialects.claude(4));
  expect(before.sent.length).toBeLessThan(JSON.stringify(dialects.claude(3)).length);
  expect(after.sent.startsWith(upToMark(before.sent))).toBe(true);
});

it('a conversation goes on after a restart where no thread comes to it and the store is slow', async () => {
  const first = setUp();
  const before = await first.send(dialects.claude(2));
  const next = setUp(first.store);
  next.starve();
  next.trouble({ decisions: (keys) => sleep(600).then(() => first.store.decisions(keys)) });
  const after = await next.send(dialects.claude(3));
  expect(after.sent.startsWith(upToMark(before.sent))).toBe(true);
});

it('what went out though it could not be kept goes out so again', async () => {
  const { send, trouble: bring } = setUp();
  bring({ decisions: async () => [], putDecisions: failing });
  const first = await send(dialects.claude(2));
  expect(first.warning).toMatch('what was decided could not be kept');
  expect(first.sent.length).toBeLessThan(JSON.stringify(dialects.claude(2)).length);
  const second = await send(dialects.claude(3));
  expect(second.sent.startsWith(upToMark(first.sent))).toBe(true);
});

it('another’s decision stands, also where the store no longer says so', async () => {
  const { store, send, trouble: bring } = setUp();
  bring({
    putDecisions: async (decisions) =>
      store.putDecisions(decisions.map(({ key, until, before }) => ({ key, until, before, after: before }))),
  });
  const first = await send(dialects.claude(1));
  expect(first.sent).toBe(JSON.stringify(dialects.claude(1)));
  bring({ decisions: failing });
  expect((await send(dialects.claude(2))).sent.startsWith(upToMark(first.sent))).toBe(true);
});

it('a long conversation goes out as it did where no thread comes to it', async () => {
  const { send, starve } = setUp();
  const words = 'What the mill is. '.repeat(120_000);
  const long = (turns: number) => ({
    model: 'claude-opus-5-5',
    messages: [
      { role: 'user', content: words },
      ...Array.from({ length: turns }, (_, at) => [
        { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: 'Bash', input: { at } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: log(at, 60) }] },
      ]).flat(),
    ],
  });
  const before = await send(long(1));
  expect(before.sent.length).toBeLessThan(JSON.stringify(long(1)).length);
  starve();
  const after = await send(long(2));
  expect(after.warning).toBe('the time was over');
  expect(after.sent.startsWith(before.sent.slice(0, -']}'.length))).toBe(true);
});
