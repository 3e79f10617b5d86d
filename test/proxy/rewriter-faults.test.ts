import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Compute, createCompute as CreateCompute } from '../../src/compute/compute.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { RewriterOptions } from '../../src/proxy/passage.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import type { createStoreThread as CreateStoreThread } from '../../src/session/store-thread.js';
import { createStore } from '../../src/store/create-store.js';
import { dialects } from './five-turns.js';
import { inProcess, policy, requestOf } from './in-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const freshLocation = () => path.join(folder, String(++made), 'ctxopt.db');

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

/** A request after so many turns, and what went out for it. */
async function sendWith(rewrite: ReturnType<typeof createRewriter>, turn: number) {
  const request = requestOf(anthropicMessages, dialects.claude(turn));
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
    const request = { ...requestOf(anthropicMessages, dialects.claude(2)), signal: controller.signal };
    const aborted = { ...store, decisions: failing };
    const { options } = setUp();
    const outcome = await createRewriter({ ...options, store: aborted })(request);
    expect(outcome.body).toBe(request.body);
    expect((await sendWith(rewrite, 2)).isSame).toBe(false);
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
