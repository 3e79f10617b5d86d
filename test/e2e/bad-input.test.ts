import { execFileSync, spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, type Connection, connectStdio, serverEnv, temporaryFolder } from './connect.js';

/**
 * Makes the same call some times over, one after the other, of a server whose log is closed.
 * @param params of `tools/call`, as JSON
 * @returns the last answer
 */
async function raw(cwd: string, params: string, times = 1): Promise<string> {
  const env = serverEnv({ CTXOPT_LOG: 'debug' });
  const child = spawn(process.execPath, [CLI], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stderr.destroy();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (id: number, method: string, given: string): Promise<string> => {
    child.stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${given}}\n`);
    const line = await lines.next();
    return line.done ? 'the server is gone' : line.value;
  };
  const client = '"capabilities":{},"clientInfo":{"name":"t","version":"1"}';
  await ask(0, 'initialize', `{"protocolVersion":"2025-11-25",${client}}`);
  let answer = '';
  for (let id = 1; id <= times; id += 1) answer = await ask(id, 'tools/call', params);
  child.kill();
  return answer;
}

/** Everything here must be answered, and the server must go on answering. */
describe('bad input', () => {
  let top: string;
  let folder: string;
  let remove: () => Promise<void>;
  let server: Connection;

  beforeAll(async () => {
    const made = await temporaryFolder();
    remove = made.remove;
    top = made.folder;
    folder = path.join(top, 'app');
    await mkdir(folder);
    await mkdir(path.join(top, 'app-secrets'));
    await writeFile(path.join(top, 'app-secrets/plan.txt'), 'outside');
    await writeFile(path.join(top, 'outside.txt'), 'outside');
    await symlink(path.join(top, 'outside.txt'), path.join(folder, 'link.txt'));
    await symlink(top, path.join(folder, 'up'));
    await writeFile(path.join(folder, 'ok.ts'), 'export const fine = true;\n');
    await writeFile(path.join(folder, '.env'), 'KEY=1');
    await writeFile(path.join(folder, '.env.example'), 'KEY=');
    await symlink(path.join(folder, '.env'), path.join(folder, 'notes.txt'));
    await writeFile(path.join(folder, 'id_rsa'), '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n');
    await writeFile(path.join(folder, 'binary.dat'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]));
    await writeFile(
      path.join(folder, 'utf16.ts'),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('export const wide = 1;\n', 'utf16le')]),
    );
    await writeFile(path.join(folder, 'crlf.ts'), 'export const a = 1;\r\nexport const b = 2;\r\n');
    await writeFile(path.join(folder, 'huge.txt'), Buffer.alloc(65 * 1024 * 1024, 'x\n'));
    await writeFile(path.join(folder, 'letters.txt'), 'a'.repeat(200_000));
    await writeFile(
      path.join(folder, 'one-symbol.ts'),
      `export function big() {\n${'  work();\n'.repeat(100_000)}}\n`,
    );
    await writeFile(path.join(folder, 'broken.json'), '{"messages": [{"role": "user", "content": ');
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    server = await connectStdio('legacy', { cwd: folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it.each([
    ['../outside.txt', 'path_denied'],
    ['../app-secrets/plan.txt', 'path_denied'],
    ['link.txt', 'path_denied'],
    ['up/outside.txt', 'path_denied'],
    ['/etc/hostname', 'path_denied'],
    ['.env', 'path_denied'],
    ['notes.txt', 'path_denied'],
    ['id_rsa', 'path_denied'],
    ['missing.ts', 'not_found'],
    ['binary.dat', 'binary_file'],
    ['huge.txt', 'too_large'],
    ['pipe', 'invalid_input'],
    ['ctx:ffffffffffff', 'not_found'],
    ['', 'invalid_input'],
    ['a\0b', 'invalid_input'],
  ])('smart_read of %j says %s', async (file, code) => {
    const answer = await server.call('smart_read', { path: file });
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(new RegExp(`^${code}: `));
    expect(answer.text.split('\n')[1]?.length).toBeGreaterThan(10);
  });

  it.each([
    ['.env.example', 'KEY='],
    ['utf16.ts', 'export const wide = 1;'],
    ['crlf.ts', 'export const b = 2;'],
    ['ok.ts', 'export const fine = true;'],
    ['.', 'ok.ts'],
    ['letters.txt', 'aaaa'],
    ['one-symbol.ts', 'export function big()'],
  ])('smart_read of %j answers', async (file, expected) => {
    const answer = await server.call('smart_read', { path: file });
    expect(answer.isError).toBe(false);
    expect(answer.text).toContain(expected);
  });

  it('names the argument that is wrong', async () => {
    const wrong = await server.call('smart_read', { path: 'ok.ts', view: 'sideways' });
    expect(wrong.text).toMatch(/^invalid_input: .*view/);
    const unknown = await server.call('smart_read', { path: 'ok.ts', mode: 'full' });
    expect(unknown.text).toMatch(/^invalid_input: .*mode/);
    const none = await server.call('analyze_context', {});
    expect(none.text).toMatch(/^invalid_input: /);
    const both = await server.call('optimize_context', { messages: [], command: 'ls' });
    expect(both).toMatchObject({ isError: true });
    expect(both.text).toContain('messages and command were given together');
    const two = await server.call('optimize_context', { content: 'a', path: 'ok.ts' });
    expect(two.text).toMatch(/^invalid_input: .*content.*path/);
  });

  it('names the place where messages are malformed', async () => {
    const broken = await server.call('analyze_context', { path: 'broken.json' });
    expect(broken.isError).toBe(true);
    expect(broken.text).toMatch(/^invalid_input: /);
    const shape = await server.call('optimize_context', { messages: [{ role: 'user', content: 7 }] });
    expect(shape.text).toMatch(/^invalid_input: .*content/);
  });

  it('refuses messages that are nested beyond all measure', async () => {
    let nested: unknown = [];
    for (let level = 0; level < 3000; level += 1) nested = [nested];
    const messages = [{ role: 'user', content: 'x', more: nested }];
    expect((await server.call('analyze_context', { messages })).text).toMatch(/^invalid_input: .*nested/);
    // Too deep for a client to write, so the text is made by hand.
    const text = `{"role":"user","content":"x","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await raw(folder, `{"name":"optimize_context","arguments":{"messages":[${text}]}}`);
    expect(answer).toMatch(/invalid_input: .*nested/);
  });

  it('finds its way among more handles than anyone could look up', async () => {
    const handles = Array.from({ length: 50_000 }, (_, n) => `ctx:${n.toString(16).padStart(12, '0')}`);
    const answer = await server.call('compare_before_after', { before: 'a', after: handles.join(' ') });
    expect(answer.isError).toBe(false);
  });

  it('never opens a whole disk because a client names it', async () => {
    const other = await connectStdio('legacy', { cwd: folder, roots: ['/'] });
    const answer = await other.call('smart_read', { path: path.join(top, 'outside.txt') });
    expect(answer.text).toMatch(/^path_denied: /);
    expect((await other.call('smart_read', { path: 'ok.ts' })).text).toContain('fine');
    await other.close();
  });

  it('lives on when nobody reads its log any more', async () => {
    const answer = await raw(folder, '{"name":"smart_read","arguments":{"path":"ok.ts"}}', 3);
    expect(answer).toContain('fine');
  });

  it('never returns more than 20,000 tokens, and says how to get the rest', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `row ${i} of the table, value ${i * 7}`).join(
      '\n',
    );
    await writeFile(path.join(folder, 'table.txt'), lines);
    const { text, figures } = await server.call('smart_read', { path: 'table.txt', view: 'full' });
    expect((figures.returned as { tokens: number }).tokens).toBeLessThanOrEqual(20_000);
    const next = /lines"?: ?"(\d+)-/.exec(text);
    const from = Number(next?.[1]);
    expect(text).toContain(`row ${from - 2} `);
    const rest = await server.call('smart_read', { path: 'table.txt', lines: `${from}-${from + 5}` });
    expect(rest.text).toContain(`row ${from - 1} of`);
  });

  it('survives a file that changes while it is read, again and again', async () => {
    const file = path.join(folder, 'growing.log');
    await writeFile(file, 'start\n'.repeat(50_000));
    const writing = Promise.all(Array.from({ length: 50 }, () => appendFile(file, 'more\n'.repeat(1000))));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.call('smart_read', { path: 'growing.log' })),
    );
    await writing;
    expect(answers.every((answer) => answer.text.length > 0 && !answer.isError)).toBe(true);
  });

  it('reads a secret-looking file that is allowed by name, and roots that the client names', async () => {
    const other = await connectStdio('legacy', {
      cwd: folder,
      env: { CTXOPT_ALLOW: '.env' },
      roots: [path.join(top, 'app-secrets')],
    });
    expect((await other.call('smart_read', { path: path.join(folder, '.env') })).text).toContain('KEY=1');
    expect((await other.call('smart_read', { path: path.join(top, 'app-secrets/plan.txt') })).text).toContain(
      'outside',
    );
    expect((await other.call('smart_read', { path: path.join(top, 'outside.txt') })).text).toContain(
      'path_denied',
    );
    await other.close();
  });

  it('sets a corrupt database aside and goes on', async () => {
    const data = path.join(top, 'data');
    await mkdir(data);
    await writeFile(path.join(data, 'ctxopt.db'), 'this is no database, '.repeat(1000));
    const other = await connectStdio('legacy', { cwd: folder, env: { CTXOPT_HOME: data } });
    expect((await other.call('smart_read', { path: 'ok.ts' })).text).toContain('fine');
    expect((await other.call('get_usage_stats', {})).isError).toBe(false);
    await other.close();
    const names = await readdir(data);
    expect(names.some((name) => /corrupt/.test(name))).toBe(true);
    expect(names).toContain('ctxopt.db');
  });

  it('answers although the data folder cannot be written', async () => {
    const other = await connectStdio('legacy', {
      cwd: folder,
      env: { CTXOPT_HOME: path.join(folder, 'ok.ts/data') },
    });
    expect((await other.call('smart_read', { path: 'ok.ts' })).text).toContain('fine');
    const stats = await other.call('get_usage_stats', {});
    expect(stats.isError).toBe(false);
    expect(stats.text).toMatch(/memory|not.*(kept|written|stored)/i);
    await other.close();
  });

  it('is still there', async () => {
    expect((await server.call('smart_read', { path: 'ok.ts' })).text).toContain('fine');
  });
});
