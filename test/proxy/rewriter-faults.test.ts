import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Compute, createCompute as CreateCompute } from '../../src/compute/compute.js';
import { partsOf } from '../../src/context/context.js';
import { stringOf } from '../../src/context/exact-bytes.js';
import { anthropicMessages as format } from '../../src/formats/anthropic-messages.js';
import { partTokens } from '../../src/optimize/analysis/part-tokens.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { RewriterOptions } from '../../src/proxy/passage.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import type { createStoreThread as CreateStoreThread } from '../../src/session/store-thread.js';
import { createStore } from '../../src/store/create-store.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { dialects } from './five-turns.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { log } from './sample-conversation.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const freshLocation = () => path.join(folder, String(++made), 'ctxopt.db');

const { count } = tokenizerFor('claude-sonnet-4-5');
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const warn = (warning: string) => expect(warning).toBe('');
const never = () => new Promise<never>(() => {});
const failing = async () => {
  throw new Error('the disk is on fire');
};

function setUp(given: Partial<RewriterOptions> = {}, limit = 60_000) {
  const store = createStore({ location: freshLocation(), warn });
  const options = {
    compute: inProcess,
    policyOf: () => policy(),
    embedder: { kind: 'none' as const },
    limit,
  };
  return { store, options, rewrite: createRewriter({ store, ...options, ...given }) };
}

/** One turn with two results, of which each is folded. */
const twoLogs = () => ({
  model: 'claude-sonnet-4-5',
  messages: [
    { role: 'user', content: 'Why does the mill fail?' },
    {
      role: 'assistant',
      content: [1, 2].map((id) => ({
        type: 'tool_use',
        id: `t${id}`,
        name: 'Bash',
        input: { command: `log ${id}` },
      })),
    },
    {
      role: 'user',
      content: [1, 2].map((id) => ({ type: 'tool_result', tool_use_id: `t${id}`, content: log(id, 60) })),
    },
  ],
});

/** A request after so many turns, and what went out for it. */
const sendWith = (rewrite: ReturnType<typeof createRewriter>, turn: number) =>
  sendBody(rewrite, dialects.claude(turn));

async function sendBody(rewrite: ReturnType<typeof createRewriter>, body: unknown) {
  const request = requestOf(anthropicMessages, body);
  const outcome = await rewrite(request);
  return { ...outcome, isSame: outcome.body === request.body, sent: outcome.body.toString() };
}

describe('a store that fails', () => {
  const { store, options } = setUp();
  const broken = (given: Partial<typeof store>) =>
    createRewriter({ ...options, store: { ...store, ...given }, limit: 400 });

  it('lets the body out as it came where it cannot say what is known', async () => {
    for (const decisions of [failing, never]) {
      const { isSame, warning } = await sendWith(broken({ decisions }), 3);
      expect({ isSame, warning }).toEqual({
        isSame: true,
        warning: expect.stringMatching(/on fire|time was over/),
      });
    }
  });

  it('leaves in what it cannot keep, and holds to that', async () => {
    for (const putOriginal of [failing, never]) {
      const own = setUp();
      const first = createRewriter({ ...own.options, store: { ...own.store, putOriginal }, limit: 400 });
      const { isSame, warning } = await sendWith(first, 1);
      expect({ isSame, warning }).toEqual({
        isSame: true,
        warning: expect.stringMatching(/^what was taken out could not be kept/),
      });
      const again = await sendWith(own.rewrite, 1);
      expect({ isSame: again.isSame, warning: again.warning }).toEqual({ isSame: true, warning: undefined });
      expect((await sendWith(own.rewrite, 2)).sent).toContain(
        JSON.stringify(dialects.claude(1)).slice(-900, -500),
      );
    }
  });

  it('leaves in no more than what it cannot keep', async () => {
    const own = setUp();
    const putOriginal: typeof own.store.putOriginal = async (text, how) =>
      stringOf(text).includes('worker 2 ') ? failing() : own.store.putOriginal(text, how);
    const given = twoLogs();
    const { sent, warning, tokensBefore, tokensAfter, passes } = await sendBody(
      createRewriter({ ...own.options, store: { ...own.store, putOriginal } }),
      given,
    );
    expect(warning).toBe('what was taken out could not be kept: the disk is on fire');
    expect(sent).toContain(JSON.stringify(log(2, 60)));
    expect(sent).not.toContain(JSON.stringify(log(1, 60)));
    expect(passes).not.toEqual([]);
    const tokensOf = (body: string) =>
      sum(partsOf(format.decode(body)).map((part) => partTokens(part, count)));
    expect(tokensBefore).toBe(tokensOf(JSON.stringify(given)));
    expect(tokensAfter).toBe(tokensOf(sent));
    expect((await sendBody(own.rewrite, given)).sent).toBe(sent);
  });

  it('looks again on the next turn at what it left in, where to rewrite it pays', async () => {
    for (const cached of [true, false]) {
      const policyOf = () => policy({ worth: { cached, turnsToCome: 500 } });
      const own = setUp({ policyOf });
      const broken = { ...own.store, putOriginal: failing };
      const first = createRewriter({ ...own.options, policyOf, store: broken });
      expect((await sendWith(first, 1)).isSame).toBe(true);
      const { isSame, warning } = await sendWith(own.rewrite, 2);
      const before = JSON.stringify(dialects.claude(1)).slice(-900, -500);
      const { sent } = await sendWith(own.rewrite, 2);
      expect({ isSame, warning, isIn: sent.includes(before) }).toEqual({
        isSame: false,
        warning: undefined,
        isIn: !cached,
      });
    }
  });

  it('says so where a decision may not last', async () => {
    const { isSame, warning } = await sendWith(broken({ putDecisions: failing }), 4);
    expect({ isSame, warning }).toEqual({
      isSame: false,
      warning: 'what was decided could not be kept: the disk is on fire',
    });
  });
});

describe('time that is over', () => {
  it('lets what is new out as it came, for good, and what was decided before as it was', async () => {
    const { store, options, rewrite } = setUp();
    const before = await sendWith(rewrite, 1);
    expect(before.isSame).toBe(false);
    const slow = {
      run: async (name, request, given) => {
        await inProcess.run(name, request, given);
        return never();
      },
    } as Pick<Compute, 'run'>;
    const late = {
      run: (...args: Parameters<Compute['run']>) =>
        new Promise((_, reject) => {
          args[2]?.signal?.addEventListener('abort', () => reject(args[2]?.signal?.reason));
          slow.run(...args).catch(reject);
        }),
    } as unknown as Pick<Compute, 'run'>;
    const hurried = await sendWith(createRewriter({ ...options, store, compute: late, limit: 300 }), 2);
    expect(hurried.warning).toBe('the time was over');
    const second = JSON.stringify(dialects.claude(2));
    expect(hurried.sent.slice(-400)).toBe(second.slice(-400));
    expect(hurried.sent.length).toBeLessThan(second.length);
    const after = await sendWith(rewrite, 3);
    expect(after.warning).toBeUndefined();
    const mark = ',"cache_control":{"type":"ephemeral"}';
    const until = hurried.sent.lastIndexOf(mark);
    expect(after.sent.startsWith(hurried.sent.slice(0, until))).toBe(true);
  });

  it('is noticed between two results, so that the first ones count', async () => {
    const { store, options } = setUp();
    const rewrite = createRewriter({ ...options, store, limit: 0 });
    const { isSame, warning } = await sendWith(rewrite, 4);
    expect({ isSame, warning }).toEqual({ isSame: true, warning: 'the time was over' });
  });
});

describe('a client that is gone', () => {
  it('costs no decision', async () => {
    const { store, rewrite } = setUp();
    const controller = new AbortController();
    controller.abort();
    const request = { ...requestOf(anthropicMessages, dialects.claude(2)), signal: () => controller.signal };
    const aborted = { ...store, decisions: failing };
    const { options } = setUp();
    const outcome = await createRewriter({ ...options, store: aborted })(request);
    expect(outcome.body).toBe(request.body);
    expect((await sendWith(rewrite, 2)).isSame).toBe(false);
  });

  it('costs none either where it goes while its originals are kept', async () => {
    const { store, options, rewrite } = setUp();
    const controller = new AbortController();
    const request = { ...requestOf(anthropicMessages, dialects.claude(1)), signal: () => controller.signal };
    const putOriginal = () => {
      controller.abort();
      return never();
    };
    const outcome = await createRewriter({ ...options, store: { ...store, putOriginal } })(request);
    expect(outcome.body).toBe(request.body);
    expect((await sendWith(rewrite, 1)).isSame).toBe(false);
  });
});

describe('with threads', () => {
  const dist = path.resolve(import.meta.dirname, '../..', process.env.CTXOPT_DIST ?? 'dist');
  const load = async (file: string) => {
    if (!existsSync(path.join(dist, file)))
      throw new Error(`${dist} holds no build: run \`npm run build\` first`);
    return import(pathToFileURL(path.join(dist, file)).href);
  };

  it('many requests at once come to the same, and a thread that dies takes none with it', async () => {
    const { createCompute } = (await load('src/compute/compute.js')) as {
      createCompute: typeof CreateCompute;
    };
    const { createStoreThread } = (await load('src/session/store-thread.js')) as {
      createStoreThread: typeof CreateStoreThread;
    };
    const compute = createCompute({ kept: 1 });
    const store = createStoreThread({ location: freshLocation(), warn });
    const options = { store, compute, policyOf: () => policy(), embedder: { kind: 'none' as const } };
    const rewrite = createRewriter({ ...options, limit: 60_000 });
    const first = await Promise.all(Array.from({ length: 8 }, () => sendWith(rewrite, 4)));
    expect(new Set(first.map(({ sent }) => sent)).size).toBe(1);
    expect(first[0]!.isSame).toBe(false);
    expect(first.map(({ warning }) => warning)).toEqual(Array(8).fill(undefined));

    // One that has no time to begin, while others have: its thread is ended.
    const [none, some] = await Promise.all([
      sendWith(createRewriter({ ...options, limit: 1 }), 5),
      sendWith(rewrite, 5),
    ]);
    expect(none.warning === undefined || none.warning === 'the time was over').toBe(true);
    expect(some.warning).toBeUndefined();
    expect((await sendWith(rewrite, 5)).sent).toBe(some.sent);
    await compute.close();
    await store.close();
  }, 60_000);
});
