import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../proxy/five-turns.js';
import { CHAT_COST, chatLines, oneRequest, TRANSCRIPT_COST, transcript } from '../proxy/recorded-sessions.js';
import { CLI, serverEnv, temporaryFolder } from './connect.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const turns = [1, 2, 3, 4, 5].map((turn) => JSON.stringify(dialects.claude(turn)));
  await writeFile(path.join(folder, 'chat.jsonl'), chatLines(60_000));
  await writeFile(path.join(folder, 'one.json'), oneRequest);
  await writeFile(path.join(folder, 'session.jsonl'), transcript());
  await writeFile(path.join(folder, 'tools.jsonl'), turns.join('\n'));
  await writeFile(path.join(folder, 'notes.txt'), 'No session at all.\n');
});
afterAll(() => remove());

function prove(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, 'prove', ...args], { cwd: folder, env: serverEnv() });
  const ended = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...ended })));
}

describe('ctxopt prove', () => {
  it.each([
    ['chat.jsonl', CHAT_COST],
    ['one.json', CHAT_COST],
    ['session.jsonl', TRANSCRIPT_COST],
  ])('bills %s as reckoned by hand, and finds nothing to win', async (file, cost) => {
    const { code, out, err } = await prove(file, '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    const proof = JSON.parse(out);
    expect(proof.without.cost).toBeCloseTo(cost, 12);
    expect(proof.with).toEqual(proof.without);
    expect(proof).toMatchObject({ requests: 2, changed: 0, saved: 0, level: 'lossless' });
  });

  it('prints both bills, what stands in the way, and what they rest on', async () => {
    const { code, out } = await prove('tools.jsonl', '--level', 'balanced');
    expect(code).toBe(0);
    expect(out).toMatch(/^Saves \$0\.\d{4} of \$0\.\d{4}, \d+\.\d% of the bill\.\n/);
    expect(out).toMatch(/^ +as it was +with ctxopt$/m);
    expect(out).toMatch(/^ {2}bill +\$0\.\d{4} +\$0\.\d{4}$/m);
    expect(out).toContain('no replay can know');
    expect(out).toContain('Tokens are estimated with claude estimate');
  });

  it('prints Markdown', async () => {
    const { out } = await prove('session.jsonl', '--markdown');
    expect(out).toContain('# The bill with ctxopt and without');
    expect(out).toMatch(/\| bill \| \$0\.\d{4} \| \$0\.\d{4} \|/);
  });

  it.each([
    [['notes.txt'], 'This is no recorded session'],
    [[], 'Exactly one file'],
    [['session.jsonl', '--level', 'off'], 'There is no level off'],
    [['session.jsonl', '--model', 'gpt-5'], 'not asked by requests to anthropic-messages'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, out, err } = await prove(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});
