import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Compute } from '../../src/compute/compute.js';
import { partsOf } from '../../src/context/context.js';
import { HANDLES } from '../../src/context/handle.js';
import { anthropicMessages as format } from '../../src/formats/anthropic-messages.js';
import { countedAsSent } from '../../src/proxy/counted-as-sent.js';
import { anthropicCountTokens } from '../../src/proxy/endpoints/anthropic-count-tokens.js';
import { anthropicMessages } from '../../src/proxy/endpoints/anthropic-messages.js';
import type { WorthPolicy } from '../../src/proxy/passage.js';
import { DEFAULT_POLICY } from '../../src/proxy/project-policy.js';
import { createRewriter } from '../../src/proxy/rewriter.js';
import { createStore } from '../../src/store/create-store.js';
import { originalIn } from '../store/original-in.js';
import { inProcess, policy, requestOf } from './in-process.js';
import { numbered, source } from './sample-conversation.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-worth-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

const MINUTE = 60_000;

/** A file that is edited and read again on each turn: every read but the last one is superseded. */
function talk(turns: number, last = '', model = 'claude-sonnet-4-5', ...thinking: readonly object[]): object {
  const read = (turn: number) => {
    const text = turn === turns - 1 && last !== '' ? last : numbered(source(1, turn).repeat(4));
    return [
      {
        role: 'assistant',
        content: [
          ...thinking,
          { type: 'tool_use', id: `t${turn}`, name: 'Read', input: { file_path: 'cart.ts' } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${turn}`, content: text }] },
    ];
  };
  return {
    model,
    messages: [
      { role: 'user', content: 'Mend the cart.' },
      ...Array.from({ length: turns }, (_, turn) => read(turn)).flat(),
    ],
  };
}

function setUp(worth: WorthPolicy, level: 'lossless' | 'balanced' = 'balanced') {
  const clock = { now: 1_800_000_000_000 };
  const store = createStore({
    location: path.join(folder, String(++made), 'ctxopt.db'),
    warn: (warning) => expect(warning).toBe(''),
    now: () => clock.now,
  });
  let looked = 0;
  const compute = {
    run: (...job: Parameters<Compute['run']>) => {
      if (job[0] === 'reconsiderRequest') looked++;
      return inProcess.run(...job);
    },
  } as Pick<Compute, 'run'>;
  const options = {
    store,
    compute,
    policyOf: () => ({ ...DEFAULT_POLICY, ...policy({ level, worth }) }),
    embedder: { kind: 'none' as const },
    limit: 60_000,
    now: () => clock.now,
  };
  const rewrite = countedAsSent(createRewriter(options), options);
  const count = async (body: object) => (await rewrite(requestOf(anthropicCountTokens, body))).body;
  const send = async (body: object) => {
    const outcome = await rewrite(requestOf(anthropicMessages, body));
    const results = partsOf(format.decode(outcome.body.toString())).filter(
      ({ kind }) => kind === 'tool_result',
    );
    for (const { text } of results) {
      for (const handle of text.match(HANDLES) ?? []) {
        expect(await originalIn(store, handle.slice('ctx:'.length))).toBeDefined();
      }
    }
    expect(outcome.warning).toBeUndefined();
    return {
      ...outcome,
      texts: results.map(({ text }) => text),
      gone: results.filter(({ text }) => text.includes('superseded')).length,
    };
  };
  return { clock, store, send, count, looked: () => looked };
}

/** Sends each turn until the given one, a moment apart. */
async function play({ send, clock }: ReturnType<typeof setUp>, turns: number) {
  let outcome = await send(talk(1));
  for (let turn = 2; turn <= turns; turn++) {
    clock.now += 10_000;
    outcome = await send(talk(turn));
  }
  return outcome;
}

describe('older parts', () => {
  it('stay while the provider has them cached', async () => {
    const proxy = setUp({ cached: false });
    const { texts, gone } = await play(proxy, 6);
    expect(gone).toBe(0);
    expect(texts[0]).toBe(numbered(source(1, 0).repeat(4)));
    proxy.clock.now += 5 * MINUTE;
    expect((await proxy.send(talk(7))).texts.slice(0, 6)).toEqual(texts);
  });

  it('stay for good, and nobody looks at them, where what was sent is not to be rewritten', async () => {
    const proxy = setUp({ cached: false });
    const { texts } = await play(proxy, 6);
    proxy.clock.now += 60 * MINUTE;
    expect((await proxy.send(talk(7))).texts.slice(0, 6)).toEqual(texts);
    expect(proxy.looked()).toBe(0);
  });

  it('are looked at again once the cache has run out, and then stay so', async () => {
    const proxy = setUp({ cached: true, turnsToCome: 0 });
    const before = await play(proxy, 6);
    proxy.clock.now += 10 * MINUTE;
    const after = await proxy.send(talk(7));
    expect(after.gone).toBeGreaterThan(2);
    expect(after.tokensAfter).toBeLessThan(before.tokensAfter!);
    expect(after.texts.at(-1)).toContain('export const version = 6;');
    expect(after.passes).toContain('superseded-reads');
    proxy.clock.now += 10_000;
    const again = await proxy.send(talk(7));
    expect(again.body.equals(after.body)).toBe(true);
    proxy.clock.now += 10_000;
    const next = await proxy.send(talk(8));
    expect(next.texts.slice(0, 7)).toEqual(after.texts);
    expect(next.tokensAfter).toBeGreaterThan(after.tokensAfter!);
  });

  it('are looked at again though a count was asked for meanwhile, which keeps no cache alive', async () => {
    const proxy = setUp({ cached: true, turnsToCome: 0 });
    await play(proxy, 6);
    proxy.clock.now += 10 * MINUTE;
    const counted = await proxy.count(talk(7));
    proxy.clock.now += 10_000;
    const sent = await proxy.send(talk(7));
    expect(sent.gone).toBeGreaterThan(2);
    expect(counted.equals(sent.body)).toBe(true);
  });

  const THOUGHT = { type: 'thinking', thinking: '', signature: 'c2ln' };
  it.each<readonly [string, object[], boolean]>([
    ['claude-opus-5-5', [THOUGHT], false],
    ['claude-opus-5-5', [{ type: 'redacted_thinking', data: 'ZGF0YQ==' }], false],
    ['claude-opus-5-5-20261001', [THOUGHT], false],
    ['claude-fable-5-2', [THOUGHT], false],
    ['claude-opus-5-10', [THOUGHT], false],
    ['claude-opus-6', [THOUGHT], false],
    ['our-model', [THOUGHT], false],
    ['claude-opus-5-5', [], true],
    ['claude-opus-5-5', [{ type: 'text', text: 'So.' }], true],
    ['claude-opus-5', [THOUGHT], true],
    ['claude-opus-4-20250514', [THOUGHT], true],
    ['claude-3-7-sonnet-20250219', [THOUGHT], true],
  ])('of %s behind which stands %j may change: %s', async (model, thinking, mayChange) => {
    const proxy = setUp({ cached: true, turnsToCome: 0 });
    let texts: readonly string[] = [];
    for (let turn = 1; turn <= 8; turn++) {
      proxy.clock.now += 70 * MINUTE;
      const next = (await proxy.send(talk(turn, '', model, ...thinking))).texts;
      if (!mayChange) expect(next.slice(0, turn - 1)).toEqual(texts);
      else if (turn === 8) expect(next.slice(0, turn - 1)).not.toEqual(texts);
      texts = next;
    }
  });

  it('stay where thinking is bound to them, though they were never seen while others of the session were', async () => {
    const proxy = setUp({ cached: true });
    const named = (body: object) => ({ ...body, metadata: { session_id: 's' } });
    const long = (turns: number) => named(talk(turns, '', 'claude-opus-5-5', THOUGHT));
    await proxy.send(named({ messages: (talk(3) as { messages: object[] }).messages.slice(1) }));
    const { texts } = await proxy.send(long(4));
    for (const turn of [0, 1, 2]) expect(texts[turn]).toBe(numbered(source(1, turn).repeat(4)));
  });

  it('are as they were for a branch that does not come to where they were looked at', async () => {
    const proxy = setUp({ cached: true, turnsToCome: 0 });
    await play(proxy, 5);
    const fifth = await proxy.send(talk(5));
    proxy.clock.now += 10 * MINUTE;
    expect((await proxy.send(talk(6))).gone).toBeGreaterThan(0);
    const branch = await proxy.send(
      talk(6, 'another text, long enough to be looked at, of another command\n'.repeat(3)),
    );
    expect(branch.texts.slice(0, 5)).toEqual(fifth.texts);
  });

  it('are rewritten while cached where enough turns are to come, and not where too few are', async () => {
    const few = await play(setUp({ cached: true, turnsToCome: 0 }), 9);
    expect(few.gone).toBe(0);
    const many = await play(setUp({ cached: true, turnsToCome: 500 }), 9);
    expect(many.gone).toBeGreaterThan(2);
    expect(many.tokensAfter).toBeLessThan(few.tokensAfter!);
  });

  it('are looked at once at a time by equal requests', async () => {
    const proxy = setUp({ cached: true, turnsToCome: 0 });
    await play(proxy, 6);
    proxy.clock.now += 10 * MINUTE;
    const all = await Promise.all(Array.from({ length: 4 }, () => proxy.send(talk(7))));
    expect(new Set(all.map(({ body }) => body.toString())).size).toBe(1);
    expect(all[0]!.gone).toBeGreaterThan(0);
  });
});
