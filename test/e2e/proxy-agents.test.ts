import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anthropicPrompt } from '../../src/billing/anthropic-prompt.js';
import { billOf, sumOf } from '../../src/billing/bill.js';
import { openaiPrompt } from '../../src/billing/openai-prompt.js';
import { findModel } from '../../src/tokens/models.js';
import type { Recorded } from '../upstream/record.js';
import { ERROR_LINE, FAILURE, FINAL, runSession, STEPS } from './agent-session.js';
import { type CodingAgent, codingAgents, installed } from './coding-agents.js';
import { temporaryFolder } from './connect.js';

const CONNECTION = /^(?:host|connection|keep-alive): .*\r\n/gim;

/**
 * The request's every byte, but for what belongs to the connection, and the letters of the one name that the proxy writes
 * itself; the body by its hash, so that a difference can be read.
 */
function bytesOf({ raw }: Recorded): readonly string[] {
  const end = raw.indexOf('\r\n\r\n') + 2;
  const head = raw.toString('latin1', 0, end).replace(CONNECTION, '');
  const body = createHash('sha256').update(raw.subarray(end)).digest('hex');
  return [head.replace(/^content-length/im, 'content-length'), body];
}

const posts = (requests: readonly Recorded[]) => requests.filter(({ method }) => method === 'POST');
const bodyOf = ({ body }: Recorded) => JSON.parse(body.toString()) as Record<string, unknown>;

/** The requests of the conversation itself: not those for its title. */
function turns(requests: readonly Recorded[], { tool }: CodingAgent): readonly Recorded[] {
  return posts(requests).filter(({ body }) => body.includes(`"name":"${tool}"`));
}

/** How many blocks of each turn's prompt stand unchanged on the next one. */
function kept(requests: readonly Recorded[]): readonly number[] {
  const prompts = requests.map((request) => {
    const read = request.path.startsWith('/v1/messages') ? anthropicPrompt : openaiPrompt;
    return read(bodyOf(request), () => 1).blocks.map(({ hash }) => hash);
  });
  return prompts.slice(1).map((next, index) => {
    const changed = prompts[index]!.findIndex((hash, at) => hash !== next[at]);
    return changed < 0 ? prompts[index]!.length : changed;
  });
}

/** All that a request says, but what tools answered. */
function withoutResults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutResults);
  if (typeof value !== 'object' || value === null) return value;
  const { type, role } = value as { readonly type?: unknown; readonly role?: unknown };
  const isResult = type === 'tool_result' || role === 'tool' || /_call_output$/.test(String(type));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      isResult && (name === 'content' || name === 'output') ? [] : [[name, withoutResults(member)]],
    ),
  );
}

function usageOf(requests: readonly Recorded[]) {
  return sumOf(requests.flatMap(({ usage }) => (usage ? [usage] : [])));
}

function costOf(requests: readonly Recorded[]): number {
  return requests.reduce((sum, request) => {
    const price = request.usage && findModel(String(bodyOf(request).model))?.price;
    return price && request.usage ? sum + billOf(request.usage, price) : sum;
  }, 0);
}

/** US dollars that sums of many small amounts may differ by. */
const ROUNDING = 1e-9;

const WAYS = ['passthrough', 'lossless', 'balanced'] as const;

/**
 * Whole sessions of the agents themselves, where they are installed: none is among the dependencies, because they are of
 * hundreds of megabytes. It prints what each session cost at the simulated provider. `CTXOPT_AGENTS=DIR/node_modules/.bin npx vitest run test/e2e/proxy-agents.test.ts` after
 * `npm install --prefix DIR @anthropic-ai/claude-code @openai/codex opencode-ai`.
 */
describe.each(codingAgents)('$name', (agent) => {
  const command = installed(agent.command);

  it.for(WAYS)('ends its session as it would without the proxy: %s', async (way, { skip }) => {
    if (command === undefined) return skip(`${agent.command} is neither on the path nor in CTXOPT_AGENTS`);
    const { folder, remove } = await temporaryFolder();
    onTestFinished(remove);
    const { code, said, sent, arrived, log, stats } = await runSession(
      agent,
      command,
      way,
      path.join(folder, 'session'),
    );
    expect(said).toContain(FINAL);
    expect(code).toBe(0);
    expect(log).not.toContain('"level":');
    const before = turns(sent, agent);
    const after = turns(arrived, agent);
    expect([before.length, after.length]).toEqual([STEPS, STEPS]);

    if (way === 'passthrough') expect(posts(arrived).map(bytesOf)).toEqual(posts(sent).map(bytesOf));
    expect(after.map(bodyOf).map(withoutResults)).toEqual(before.map(bodyOf).map(withoutResults));
    for (const fact of [ERROR_LINE.slice(-30), FAILURE])
      expect(after.at(-1)!.body.toString()).toContain(fact);
    expect(kept(after)).toEqual(kept(before));

    const [fresh, now] = [usageOf(sent), usageOf(arrived)];
    if (way === 'passthrough') expect(now).toEqual(fresh);
    else expect(now.input + now.cacheWrite).toBeLessThan(fresh.input + fresh.cacheWrite);
    expect(stats.sessions).toBe(1);
    expect(stats.usage).toMatchObject(now);
    expect(stats.cost).toBeCloseTo(costOf(arrived), 6);
    // What is not sent is estimated; before a model's first bills teach its factor, in plain tokens of the encoding.
    const [without, cost] = [costOf(sent), costOf(arrived)];
    const least = 1 / (findModel(agent.model)?.tokenizer.factor ?? 1);
    expect(stats.costWithout - cost).toBeLessThanOrEqual(1.1 * (without - cost) + ROUNDING);
    expect(stats.costWithout - cost).toBeGreaterThanOrEqual(0.9 * least * (without - cost) - ROUNDING);
    console.log(`${agent.name}, ${way}: $${cost.toFixed(4)}, without ctxopt $${without.toFixed(4)}`);
  });
});
