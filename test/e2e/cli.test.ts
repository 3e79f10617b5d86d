import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, serverEnv, temporaryFolder } from './connect.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function ctxopt(
  args: readonly string[],
  options: { cwd: string; input?: string; env?: Record<string, string> },
): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: options.cwd, env: serverEnv(options.env) });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

describe('the command line', () => {
  let folder: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    const members = Array.from(
      { length: 60 },
      (_, i) => `  member${i}(): number {\n    const x = ${i};\n    return x * x;\n  }\n`,
    );
    await writeFile(path.join(folder, 'big.ts'), `export class Big {\n${members.join('\n')}}\n`);
    await writeFile(
      path.join(folder, 'noise.log'),
      `${'\u001b[32mok\u001b[0m step done\n'.repeat(300)}a.ts(1,1): error TS1005: ';' expected.\n`,
    );
  });
  afterAll(() => remove());

  it('helps everywhere', async () => {
    const { code, out } = await ctxopt(['--help'], { cwd: folder });
    expect(code).toBe(0);
    for (const name of [
      'http',
      'proxy',
      'keys',
      'read',
      'analyze',
      'optimize',
      'compare',
      'stats',
      'prove',
      'doctor',
    ]) {
      expect(out).toContain(`ctxopt ${name}`);
      const help = await ctxopt([name, '--help'], { cwd: folder });
      expect(help.code).toBe(0);
      expect(help.out).toContain(`ctxopt ${name}`);
    }
    expect(out).toMatch(/Exit codes/);
    expect((await ctxopt(['--version'], { cwd: folder })).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('reads a file, as text and as JSON', async () => {
    const { code, out } = await ctxopt(['read', 'big.ts'], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toContain('member59(): number');
    const json = JSON.parse(
      (await ctxopt(['read', 'big.ts', '--symbol', 'Big.member7', '--json'], { cwd: folder })).out,
    );
    expect(json.view).toBe('symbol');
    expect(json.text).toContain('const x = 7;');
  });

  it('is told what an input is: by a command, by a file’s name', async () => {
    const input = '[{"role":"tool","tool_call_id":"a","content":"a\\n\\n\\n\\nb"}]';
    const format = async (...args: readonly string[]) =>
      JSON.parse((await ctxopt(['optimize', ...args, '--json'], { cwd: folder, input })).out).format;
    expect(await format('-')).toBe('message-list');
    expect(await format('-', '--command', 'curl -s localhost')).toBe('tool-output');
    await writeFile(path.join(folder, 'notes.md'), '# Notes\n\nWords.  \nMore words.\n');
    expect(await format('notes.md')).toBe('markdown');
    const fresh = await ctxopt(['optimize', '-', '--fresh', '0'], { cwd: folder, input });
    expect(fresh).toMatchObject({ code: 2, out: '' });
    expect(fresh.err).toContain('--fresh is no whole number above 0: 0');
  });

  it('writes reports in Markdown and HTML', async () => {
    const input = '[{"role":"user","content":"hello there"}]';
    const page = path.join(folder, 'report.html');
    const written = await ctxopt(['analyze', '-', '--html', 'report.html'], { cwd: folder, input });
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(written.err).toContain(page);
    expect(await readFile(page, 'utf8')).toMatch(/^<!doctype html>.*Tokens by role/s);
    const { out } = await ctxopt(['analyze', '-', '--markdown'], { cwd: folder, input });
    expect(out).toMatch(/^# Where the tokens of this context go\n/);
    await writeFile(path.join(folder, 'before.txt'), 'see a.ts(1,1): error TS1005: no\nbye\n');
    await writeFile(path.join(folder, 'after.txt'), 'bye\n');
    const compared = await ctxopt(['compare', 'before.txt', 'after.txt', '--markdown'], { cwd: folder });
    expect(compared.out).toContain('# Verdict: lossy');
    expect(compared.out).toContain('```diff\n-see a.ts(1,1): error TS1005: no\n```');
    const nowhere = await ctxopt(['analyze', '-', '--html', 'none/r.html'], { cwd: folder, input });
    expect(nowhere.code).not.toBe(0);
    expect(nowhere.err).toContain('could not be written');
  });

  it('reads, analyzes and optimizes standard input', async () => {
    const input = 'line of a log\n'.repeat(500);
    const read = await ctxopt(['read', '-', '--lines', '3-4'], { cwd: folder, input });
    expect(read.code).toBe(0);
    expect(read.out).toContain('line of a log');
    const analyzed = await ctxopt(['analyze', '-'], { cwd: folder, input });
    expect(analyzed.out).toContain('o200k_base');
    const optimized = await ctxopt(['optimize', '-'], { cwd: folder, input });
    expect(optimized.code).toBe(0);
    expect(optimized.out.length).toBeLessThan(input.length / 10);
    expect(optimized.err).toMatch(/tokens/);
  });

  it('optimizes into a file that compare finds safe, across processes', async () => {
    const env = { CTXOPT_HOME: path.join(folder, 'data') };
    const { out } = await ctxopt(['optimize', 'noise.log'], { cwd: folder, env });
    expect(out).toContain('a.ts(1,1): error TS1005');
    await writeFile(path.join(folder, 'smaller.log'), out);
    const compared = await ctxopt(['compare', 'noise.log', 'smaller.log', '--json'], { cwd: folder, env });
    expect(JSON.parse(compared.out).verdict).not.toBe('lossy');
    const handle = /ctx:[0-9a-f]{12}/.exec(out)?.[0] ?? '';
    const original = await ctxopt(['read', handle, '--view', 'full', '--json'], { cwd: folder, env });
    expect(JSON.parse(original.out).text).toContain('\u001b[32mok\u001b[0m step done');
  });

  it('fails with a reason and a documented exit code', async () => {
    const missing = await ctxopt(['read', 'nothing.ts'], { cwd: folder });
    expect([missing.code, missing.out]).toEqual([1, '']);
    expect(missing.err).toMatch(/^not_found: /);
    expect((await ctxopt(['dance'], { cwd: folder })).code).toBe(2);
    expect((await ctxopt(['read', '--sideways'], { cwd: folder })).code).toBe(2);
    expect((await ctxopt(['optimize', 'noise.log', '--budget', 'much'], { cwd: folder })).code).toBe(2);
  });

  it('speaks of commands, not of calls', async () => {
    const env = { CTXOPT_HOME: path.join(folder, 'spoken') };
    const items = Array.from({ length: 300 }, (_, n) => `INFO item ${n} of the queue was processed\n`);
    await writeFile(path.join(folder, 'items.log'), items.join(''));
    const { out, err } = await ctxopt(['optimize', 'items.log'], { cwd: folder, env });
    expect(out).toContain('item {0–299} of');
    expect(err).toMatch(/Facts: \d+ of \d+ kept, 29\d more lie within ranges shown, such as 0–299\.\n/);
    const handle = /To see what was left out: ctxopt read (ctx:[0-9a-f]{12})\./.exec(err)?.[1] ?? '';
    expect((await ctxopt(['read', handle, '--lines', '8'], { cwd: folder, env })).out).toContain('item 7 of');
    for (const more of [[], ['--json'], ['--markdown']]) {
      const analyzed = await ctxopt(['analyze', 'items.log', ...more], { cwd: folder, env });
      expect(analyzed.out).toContain('ctxopt optimize items.log --level balanced');
      expect(analyzed.out).not.toContain('optimize_context');
    }
    const nameless = await ctxopt(['read', 'big.ts', '--symbol', ''], { cwd: folder, env });
    expect(nameless.err).toBe(
      'invalid_input: --view symbol does not say which.\nAdd --symbol Class.method or --symbol name.\n',
    );
    const wrongCase = await ctxopt(['read', 'BIG.ts'], { cwd: folder, env });
    expect(wrongCase.err).toBe('not_found: BIG.ts does not exist.\nDid you mean big.ts?\n');
  });

  it('prints statistics and passes its own examination', async () => {
    const stats = await ctxopt(['stats'], { cwd: folder });
    expect(stats.code).toBe(0);
    const markdown = await ctxopt(['stats', '--markdown'], { cwd: folder });
    expect([markdown.code, markdown.out]).toEqual([
      0,
      (await ctxopt(['stats', '--format', 'markdown'], { cwd: folder })).out,
    ]);
    const doctor = await ctxopt(['doctor'], { cwd: folder });
    expect(doctor.out).toMatch(/ok {4}MCP round trip/);
    expect(doctor.code).toBe(0);
  });

  it('speaks nothing but the protocol on standard output', async () => {
    const initialize = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } },
    };
    const { out, code } = await ctxopt([], {
      cwd: folder,
      env: { CTXOPT_LOG: 'debug' },
      input: `not json\n${JSON.stringify(initialize)}\n`,
    });
    const lines = out.trim().split('\n');
    expect(lines.every((line) => JSON.parse(line).jsonrpc === '2.0')).toBe(true);
    expect(code).toBe(0);
  });
});
