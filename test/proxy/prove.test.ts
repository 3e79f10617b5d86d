import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptOf } from '../../src/billing/bill.js';
import { DEFAULT_POLICY, type ProjectPolicy } from '../../src/proxy/project-policy.js';
import { billRows, obstacles, reservations, verdict } from '../../src/proxy/prove/proof-lines.js';
import { type Proof, prove } from '../../src/proxy/prove/prove.js';
import { readRecording } from '../../src/proxy/prove/read-recording.js';
import type { Recording } from '../../src/proxy/prove/recording.js';
import { dialects } from './five-turns.js';
import { inProcess } from './in-process.js';
import {
  and,
  CHAT_COST,
  CHAT_COST_EXPIRED,
  chatLines,
  oneRequest,
  rollout,
  TRANSCRIPT_COST,
  transcript,
  WARM_TRANSCRIPT_COST,
} from './recorded-sessions.js';
import { log, numbered, rows, source } from './sample-conversation.js';

const proofOf = (body: string | Recording, policy: Partial<ProjectPolicy> = {}, model?: string) =>
  prove(typeof body === 'string' ? readRecording(body) : body, {
    compute: inProcess,
    embedder: { kind: 'none' },
    policy: { ...DEFAULT_POLICY, ...policy },
    ...(model === undefined ? {} : { model }),
  });

describe('a replay as it was', () => {
  it('bills requests by hand’s reckoning, the cache included', async () => {
    const { without, with: ours, saved, changed } = await proofOf(chatLines());
    expect(without.usage).toEqual({ input: 2480, cacheWrite: 0, cacheRead: 1920, output: 100 });
    expect(without.cost).toBeCloseTo(CHAT_COST, 12);
    expect(ours).toEqual(without);
    expect(saved).toBe(0);
    expect(changed).toBe(0);
  });

  it('bills long prompts at their own price', async () => {
    const messages = [{ role: 'user', content: and(272_001) }];
    const { without } = await proofOf(JSON.stringify({ model: 'gpt-5.4', messages }));
    expect(without.cost).toBeCloseTo((272_001 * 5) / 1e6, 12);
  });

  it('keeps to the recorded times', async () => {
    expect((await proofOf(chatLines(60_000))).without.cost).toBeCloseTo(CHAT_COST, 12);
    const late = await proofOf(chatLines(11 * 60_000));
    expect(late.without.cost).toBeCloseTo(CHAT_COST_EXPIRED, 12);
    expect(late.duration).toBe(11 * 60_000);
  });

  it('cuts one request into its turns', async () => {
    const { without, requests } = await proofOf(oneRequest);
    expect(requests).toBe(2);
    expect(without.cost).toBeCloseTo(CHAT_COST, 12);
  });

  it('bills a transcript with what stood before its first message', async () => {
    const proof = await proofOf(transcript());
    expect(proof.without.cost).toBeCloseTo(TRANSCRIPT_COST, 12);
    expect(proof.requests).toBe(2);
    expect(proof.with).toEqual(proof.without);
    expect(proof.tokenizers).toEqual([{ id: 'claude estimate (o200k_base × 1.2)', exact: false }]);
    expect(reservations(proof).join('\n')).toMatch(/estimated.*text of 4,800 tokens stands in/s);
  });

  it('finds in the cache what the first bill says was there, and as much with ctxopt', async () => {
    const proof = await proofOf(transcript({ cached: 3_600 }));
    expect(proof.without.cost).toBeCloseTo(WARM_TRANSCRIPT_COST, 12);
    expect(proof.with).toEqual(proof.without);
    expect(reservations(proof).join('\n')).toContain('3,600 tokens of that text were in the cache');
    const renamed = await proofOf(transcript({ cached: 3_600 }), {}, 'claude-sonnet-4-6');
    expect(renamed.without.cost).toBeCloseTo(WARM_TRANSCRIPT_COST, 12);
    const whole = await proofOf(transcript({ cached: 5_997 }));
    // the task is not in the cache for sure: the earlier session had another
    expect(whole.without.usage).toMatchObject({ cacheRead: 4_802 + 6_002, cacheWrite: 1_200 + 720 });
  });

  it('compares with what was billed for the prompts, whatever was written down of the answers', async () => {
    const last = {
      input_tokens: 0,
      cache_creation_input_tokens: 720,
      cache_read_input_tokens: 6_000,
      output_tokens: 1,
    };
    const { billed, without } = await proofOf(transcript({ last }));
    expect(billed!.usage.output).toBe(without.usage.output);
    expect(billed!.cost).toBeCloseTo((3 * 3 + (5_997 + 720) * 3.75 + 6_000 * 0.3 + 132 * 15) / 1e6, 12);
  });

  it('comes to what the sample session says it was billed', async () => {
    const sample = readFileSync(path.join(import.meta.dirname, '../../bench/sample-session.jsonl'), 'utf8');
    const { billed, without } = await proofOf(sample, { level: 'off' });
    expect(without.cost / billed!.cost).toBeCloseTo(1, 2);
  });

  it('marks for an hour where the session did', async () => {
    const { without } = await proofOf(transcript({ hour: true }));
    expect(without.usage.cacheWriteHour).toBe(without.usage.cacheWrite);
  });

  it('counts what Codex did not record from its first bill', async () => {
    const proof = await proofOf(rollout('ok'));
    expect(proof.requests).toBe(2);
    const [first] = readRecording(rollout('ok')).turns;
    expect(JSON.parse(first!.body().toString()).input).toHaveLength(1);
    expect(promptOf(proof.without.usage)).toBeGreaterThan(17_900);
    expect(promptOf(proof.without.usage)).toBeLessThan(18_200);
    expect(proof.without.usage.cacheRead).toBeGreaterThan(8800);
  });

  it('takes the prices of another model', async () => {
    const { without, models } = await proofOf(chatLines(), {}, 'gpt-5-nano');
    expect(models).toEqual(['gpt-5-nano']);
    expect(without.cost).toBeLessThan(CHAT_COST);
    await expect(proofOf(chatLines(), {}, 'claude-opus-5')).rejects.toThrow(/Opus/);
    await expect(proofOf(chatLines().replaceAll('gpt-5.1', 'mine'))).rejects.toThrow(/"mine" are not known/);
  });
});

describe('a transcript', () => {
  const line = (type: string, more: object) => `${JSON.stringify({ type, isSidechain: false, ...more })}\n`;
  const said = (text: string, more: object = {}) =>
    line('user', { message: { role: 'user', content: text }, ...more });
  const answered = (id: string, text: string, more: object = {}) =>
    line('assistant', {
      message: { id, role: 'assistant', model: 'claude-opus-4-5', content: [{ type: 'text', text }] },
      ...more,
    });
  const messagesIn = (body: string) =>
    readRecording(body).turns.map((turn) =>
      (JSON.parse(turn.body().toString()).messages as { role: string; content: { text: string }[] }[]).map(
        ({ role, content }) => `${role}: ${content.map(({ text }) => text).join('|')}`,
      ),
    );

  it('begins anew after a compaction', () => {
    const compacted = line('system', { subtype: 'compact_boundary' });
    expect(messagesIn(said('a') + answered('1', 'b') + compacted + said('sum') + answered('2', 'c'))).toEqual(
      [['user: a'], ['user: sum']],
    );
  });

  it('keeps the windows of sub-agents apart, and joins lines of one answer', () => {
    const side = { isSidechain: true, agentId: 'x' };
    expect(
      messagesIn(
        said('a') +
          said('task', side) +
          answered('1', 'b') +
          answered('2', 'found', side) +
          said('seen') +
          answered('1', 'b2') +
          answered('3', 'c') +
          'half a li',
      ),
    ).toEqual([['user: a'], ['user: task'], ['user: a', 'assistant: b|b2', 'user: seen']]);
  });

  it('leaves out what the client said in the model’s stead', () => {
    const error = line('assistant', {
      message: { role: 'assistant', model: '<synthetic>', content: 'API error' },
    });
    expect(messagesIn(said('a') + error + said('b') + answered('1', 'c'))).toEqual([['user: a|b']]);
  });
});

describe('a replay through the rewriter', () => {
  it.each(Object.entries(dialects).filter(([name]) => name !== 'ollama'))(
    'saves where there is something to win: %s',
    async (_, write) => {
      const body = [1, 2, 3, 4, 5].map((turn) => JSON.stringify(write(turn))).join('\n');
      const proof = await proofOf(body, { level: 'balanced', promptCaching: false });
      expect(proof.requests).toBe(5);
      expect(proof.saved).toBeGreaterThan(0);
      expect(proof.changed).toBeGreaterThan(0);
      expect(proof.handles.originals).toBeGreaterThan(0);
      expect(obstacles(proof).join('\n')).toContain('no replay can know');
      expect(proof.without.usage.output).toBe(proof.with.usage.output);
      expect(billRows(proof).at(-1)![0]).toBe('bill');
    },
  );

  it('is the same bill when nothing is to be rewritten', async () => {
    const body = [1, 2, 3].map((turn) => JSON.stringify(dialects.claude(turn))).join('\n');
    const { with: ours, without, changed } = await proofOf(body, { level: 'off' });
    expect(ours).toEqual(without);
    expect(changed).toBe(0);
  });
});

describe('a verdict', () => {
  const bill = (cost: number) => ({ usage: { input: 1, cacheWrite: 0, cacheRead: 0, output: 0 }, cost });
  const of = (before: number, after: number) =>
    verdict({ without: bill(before), with: bill(after), saved: before - after } as Proof);

  it('says plainly what came of it', () => {
    expect(of(2, 1.5)).toBe('Saves $0.5000 of $2.00, 25.0% of the bill.');
    expect(of(2, 2.5)).toBe('COSTS MORE: $2.50 in place of $2.00, 25.0% more.');
    expect(of(2, 2)).toContain('nothing to win');
  });
});

describe('a file that is no session', () => {
  it.each([
    ['text', 'hello'],
    ['an empty file', ''],
    ['other JSON', '{"a":1}'],
    ['a request that is cut off', '{"model":"gpt-5.1","messages":[{"role":"user","content":"a'],
    ['a transcript without an answer', '{"type":"user","message":{"role":"user","content":"a"}}'],
  ])('is refused: %s', (_, body) => {
    expect(() => readRecording(body)).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
  });
});

/** Results as tools give them, some of which repeat what was there before. */
const result = fc.oneof(
  fc.tuple(fc.nat(3), fc.integer({ min: 2, max: 60 })).map(([seed, lines]) => log(seed, lines)),
  fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 20 })).map(([seed, count]) => rows(seed, count)),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([file, version]) => numbered(source(file, version))),
  fc.integer({ min: 0, max: 900 }).map(and),
);
const turn = fc.record({
  results: fc.array(result, { minLength: 1, maxLength: 3 }),
  /** Seconds since the turn before: some longer than a cache lives. */
  gap: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 250, max: 8000 })),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

const claude = (turns: readonly Turn[]) => ({
  model: 'claude-sonnet-4-5',
  system: [{ type: 'text', text: and(1200), cache_control: { type: 'ephemeral' } }],
  messages: [
    {
      role: 'user',
      content: [{ type: 'text', text: 'Look.', cache_control: turns.length === 0 ? MARK : undefined }],
    },
    ...turns.flatMap(({ results }, at) => [
      { role: 'assistant', content: results.map((_, k) => call(at, k)) },
      {
        role: 'user',
        content: results.map((content, k) => ({
          type: 'tool_result',
          tool_use_id: `t${at}_${k}`,
          content,
          ...(at === turns.length - 1 && k === results.length - 1 ? { cache_control: MARK } : {}),
        })),
      },
    ]),
  ],
});
const MARK = { type: 'ephemeral' };
const call = (at: number, k: number) => ({
  type: 'tool_use',
  id: `t${at}_${k}`,
  name: 'Bash',
  input: { command: `cat file${k}` },
});

const chat = (model: string) => (turns: readonly Turn[]) => ({
  model,
  messages: [
    { role: 'system', content: and(1200) },
    { role: 'user', content: 'Look.' },
    ...turns.flatMap(({ results }, at) => [
      {
        role: 'assistant',
        content: null,
        tool_calls: results.map((_, k) => ({
          id: `t${at}_${k}`,
          type: 'function',
          function: { name: 'Bash', arguments: `{"command":"cat file${k}"}` },
        })),
      },
      ...results.map((content, k) => ({ role: 'tool', tool_call_id: `t${at}_${k}`, content })),
    ]),
  ],
});

/** What a shorter prompt may lose by chance where whole steps of 128 are read: US dollars a request. */
const STEP_LOSS = (127 * (1.25 - 0.125)) / 1e6;

describe.each([
  ['Claude, marked', claude, 0],
  ['GPT-5.1', chat('gpt-5.1'), STEP_LOSS],
  ['GPT-5.6', chat('gpt-5.6-sol'), 0],
])('at any level, %s', (_, write, chance) => {
  it('never comes to a higher bill than without', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 1, maxLength: 18 }),
        fc.constantFrom('lossless' as const, 'balanced' as const),
        async (turns, level) => {
          let time = 1_800_000_000_000;
          const lines = [...turns.keys(), turns.length].map((length) => {
            time += 1000 * (turns[length - 1]?.gap ?? 0);
            return JSON.stringify({ time, body: write(turns.slice(0, length)) });
          });
          const { saved, warnings } = await proofOf(lines.join('\n'), { level });
          expect(warnings).toEqual([]);
          expect(saved).toBeGreaterThanOrEqual(-1e-9 - chance * lines.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});
