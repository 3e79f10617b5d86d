import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Compute } from '../../src/compute/compute.js';
import { type Part, partsOf, withParts } from '../../src/context/context.js';
import { HANDLES } from '../../src/context/handle.js';
import { CtxoptError } from '../../src/errors.js';
import { anthropicMessages as format } from '../../src/formats/anthropic-messages.js';
import { partTokens } from '../../src/optimize/analysis/part-tokens.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { Rewrite } from '../../src/proxy/exchange.js';
import type { RewritePolicy } from '../../src/proxy/passage.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import type { Store } from '../../src/store/store.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { originalIn } from '../store/original-in.js';
import {
  blocksOf,
  bodyOf,
  changed,
  levels,
  type Manner,
  manner,
  models,
  sharedPrefix,
  step,
  type Talk,
} from './claude-talk.js';
import { inProcess, policy, requestOf } from './in-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-law-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

interface Sent {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** All that must hold of one exchange, whatever came before. */
async function expectSound(came: string, went: string, isSame: boolean, store: Store): Promise<void> {
  const [before, after] = [format.decode(came), format.decode(went)];
  const [given, sent] = [partsOf(before), partsOf(after)];
  const shape = ({ id, kind, role, tool }: Part) => ({ id, kind, role, tool });
  expect(sent.map(shape)).toEqual(given.map(shape));
  for (const [at, part] of sent.entries()) {
    const original = given[at]!;
    if (part.text === original.text) continue;
    expect(part.kind).toBe('tool_result');
    for (const handle of part.text.match(HANDLES) ?? []) {
      if (original.text.includes(handle)) continue;
      expect((await originalIn(store, handle.slice('ctx:'.length)))?.text).toBe(original.text);
    }
  }
  // Put back in, the originals give the very bytes that came.
  const restored = withParts(
    after,
    sent.map((part, at) => ({ ...part, text: given[at]!.text })),
  );
  expect(format.encode(went, restored)).toBe(came);
  expect(isSame).toBe(sent.every((part, at) => part.text === given[at]!.text));
}

function tokensOf(body: string, model: string): number {
  const tokenizer = tokenizerFor(model);
  const count = (text: string) => tokenizer.count(text);
  return partsOf(format.decode(body)).reduce((sum, part) => sum + partTokens(part, count), 0);
}

/** Threads that die: before they ask what is known, or after. */
const dying = (asks: boolean) =>
  ({
    async run(name, request, options) {
      if (asks && name === 'rewriteRequest') await inProcess.run(name, request, options);
      throw new CtxoptError('internal', 'The thread ended.', 'Try again.');
    },
  }) as Pick<Compute, 'run'>;

/** What a proxy is like that runs until the next restart. */
interface Running {
  readonly store: Store;
  /** What its configuration says now. */
  level: RewritePolicy['level'];
  readonly rewrite: Rewrite;
  readonly without: Readonly<Record<'thread' | 'passes', Rewrite>>;
}

function startProxy(
  location: string,
  level: RewritePolicy['level'],
  { model, now }: Pick<Course, 'model' | 'now'>,
): Running {
  const store = createStore({ location, warn: (warning) => expect(warning).toBe(''), now });
  // Even where the cache has run out nothing changes that thinking is bound to.
  const worth = { cached: model === 'claude-opus-5-5' };
  const options = {
    store,
    limit: 60_000,
    embedder: { kind: 'none' as const },
    policyOf: () => policy({ level: proxy.level, worth }),
    now,
  };
  const proxy: Running = {
    store,
    level,
    rewrite: createRewriter({ ...options, compute: inProcess }),
    without: {
      thread: createRewriter({ ...options, compute: dying(false) }),
      passes: createRewriter({ ...options, compute: dying(true) }),
    },
  };
  return proxy;
}

/** What went through a proxy so far. */
interface Course {
  readonly model: string;
  /** Hours go by between any two looks at it. */
  readonly now: () => number;
  proxy: Running;
  readonly history: Sent[];
  /** How many requests went out smaller than they came. */
  readonly onSmaller: () => void;
  /** False once something was decided without time to count. */
  isCounted: boolean;
}

/** Sends a conversation, and holds what goes out against all that went out before. */
async function send(
  course: Course,
  talk: Talk,
  how: Manner,
  rewrite = course.proxy.rewrite,
): Promise<string> {
  const came = bodyOf(talk, how, course.model);
  const request = requestOf(anthropicMessages, came, { 'x-api-key': 'sk-ant-api03-x' });
  const outcome = await rewrite(request);
  // Where no tool answered anything yet, no thread is needed.
  const isSpared = rewrite === course.proxy.rewrite || !came.includes('tool_result');
  expect(outcome.warning).toBe(isSpared ? undefined : 'The thread ended.');
  const went = outcome.body.toString();
  await expectSound(came, went, outcome.body === request.body, course.proxy.store);
  if (outcome.tokensAfter !== undefined && course.isCounted) {
    expect(outcome.tokensBefore).toBe(tokensOf(came, course.model));
    expect(outcome.tokensAfter).toBe(tokensOf(went, course.model));
  }
  if (went.length < came.length) course.onSmaller();
  const now = { came: blocksOf(came), went: blocksOf(went) };
  for (const earlier of course.history) {
    const cached = sharedPrefix(now.went, earlier.went);
    expect(cached).toBeGreaterThanOrEqual(sharedPrefix(now.came, earlier.came));
  }
  course.history.push(now);
  return went;
}

describe('conversations', () => {
  it('go out as they went out before, whatever the clients do, and whatever fails', async () => {
    let smaller = 0;
    await fc.assert(
      fc.asyncProperty(
        levels,
        models,
        fc.array(fc.tuple(step, fc.nat(1), manner), { minLength: 4, maxLength: 14 }),
        async (level, model, steps) => {
          const location = path.join(folder, String(++made), 'ctxopt.db');
          let hours = 0;
          const clock = { model, now: () => 1_800_000_000_000 + hours++ * 3_600_000 };
          const course: Course = {
            ...clock,
            proxy: startProxy(location, level, clock),
            history: [],
            onSmaller: () => smaller++,
            isCounted: true,
          };
          const openings = ['Why does the mill fail?', 'And the cart?'];
          const talks: Talk[] = openings.map((opening) => ({ opening, turns: [] }));
          let ids = 0;
          for (const [action, who, how] of steps) {
            const next = changed(talks[who]!, action, () => ++ids);
            talks[who] = next;
            if (action.do === 'fork') talks[1 - who] = next;
            if (action.do === 'restart') {
              await course.proxy.store.close();
              course.proxy = startProxy(location, action.level, clock);
            }
            if (action.do === 'configure') course.proxy.level = action.level;
            if (action.do === 'fail') {
              course.isCounted = false;
              await send(course, next, how, course.proxy.without[action.without]);
            } else if (action.do === 'twice') {
              const [one, other] = await Promise.all([send(course, next, how), send(course, next, how)]);
              expect(other).toBe(one);
            } else await send(course, next, how);
          }
          await course.proxy.store.close();
        },
      ),
      { numRuns: 60 },
    );
    expect(smaller).toBeGreaterThan(100);
  }, 180_000);
});
