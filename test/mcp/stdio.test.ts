import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, SERVER, spawnServer, textOf } from './connect.js';

interface Message {
  readonly id?: number | string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Process {
  readonly child: ChildProcessWithoutNullStreams;
  /** What came on standard output so far, line by line. */
  lines(): string[];
  stderr(): string;
  send(...messages: unknown[]): void;
  /** The answer to a request, once it is there. */
  answer(id: number | string): Promise<Message>;
  ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
}

const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, [SERVER], { env: { ...process.env, ...env } });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines = () => stdout.split('\n').slice(0, -1);
  return {
    child,
    lines,
    stderr: () => stderr,
    ended,
    send(...messages) {
      for (const message of messages) {
        child.stdin.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
      }
    },
    answer: (id) =>
      vi.waitFor(
        () => {
          const found = lines()
            .map((line) => JSON.parse(line) as Message)
            .find((message) => message.id === id);
          if (!found) throw new Error(`no answer to ${id} yet; stderr: ${stderr}`);
          return found;
        },
        { timeout: 20_000 },
      ),
  };
}

const initialize = {
  jsonrpc: '2.0',
  id: 'hello',
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
const call = (id: number, name: string, args: unknown = {}) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});

describe('standard output', () => {
  it('carries nothing but protocol, whatever else is written to it', async () => {
    const server = start();
    server.send(initialize, initialized, call(1, 'echo', { text: 'hi' }));
    await server.answer(1);
    for (const line of server.lines()) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(server.stderr()).toContain('a stray line\nand another\n');
  });
});

describe('input that is no message', () => {
  it('is skipped, or refused where it can be answered, and the server lives on', async () => {
    const server = start();
    server.send(
      initialize,
      initialized,
      'not json\n',
      '{"jsonrpc":"2.0","id":1,\n',
      '\u0000\u0001\n',
      '[]\n',
      'null\n',
      '{"jsonrpc":"1.0","id":5,"method":"tools/list"}\n',
      '{"jsonrpc":"2.0","id":6,"result":"of what?"}\n',
      call(7, 'echo', { text: 'still here' }),
    );
    expect(textOf((await server.answer(7)).result)).toContain('still here');
    expect((await server.answer(5)).error).toMatchObject({ code: -32_600 });
    expect(server.lines()).toHaveLength(3);
    expect(server.stderr()).toContain('a line of the input is no JSON');
  });

  it('is answered if it is too long', async () => {
    const server = start();
    server.send(initialize, initialized);
    await server.answer('hello');
    server.send(`{"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo","arguments":{"text":"`);
    const mebibyte = 'x'.repeat(1024 * 1024);
    for (let sent = 0; sent < 65; sent += 1) server.send(mebibyte);
    server.send(`"}},"id":8}\n`, call(9, 'echo', { text: 'still here' }));
    expect((await server.answer(8)).error?.message).toContain('longer than 64 MiB');
    expect(textOf((await server.answer(9)).result)).toContain('still here');
  });

  it('is answered if it is long and its id can be told', async () => {
    const server = start();
    const text = 'x'.repeat(1024 * 1024);
    server.send(initialize, initialized, `{"jsonrpc":"2.0","id":8,"method":"tools/call","params":"${text}\n`);
    expect((await server.answer(8)).error).toEqual({ code: -32_700, message: 'This is no JSON.' });
  });

  it('may be long: 33 MiB in one line is a message', async () => {
    const server = start();
    const text = 'x'.repeat(33 * 1024 * 1024);
    server.send(initialize, initialized, call(1, 'echo', { text, times: 'wrong' }));
    expect(textOf((await server.answer(1)).result)).toContain('"times": expected number');
  });
});

describe('the end', () => {
  it('comes with the end of the input, after what was asked is answered', async () => {
    const server = start();
    server.send(initialize, initialized, call(1, 'echo', { text: 'last words' }));
    server.child.stdin.end();
    expect(await server.ended).toEqual([0, null]);
    expect(textOf((await server.answer(1)).result)).toContain('last words');
    expect(server.stderr()).toContain('closed 1');
  });

  it('takes a last line without a newline', async () => {
    const server = start();
    server.child.stdin.end(JSON.stringify(initialize));
    await server.ended;
    expect(await server.answer('hello')).toMatchObject({ result: { protocolVersion: '2025-06-18' } });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('comes with %s, also amid a call', async (signal) => {
    const server = start();
    server.send(initialize, initialized, call(1, 'wait'));
    await server.answer('hello');
    server.child.kill(signal);
    expect(await server.ended).toEqual([0, null]);
    expect(server.stderr()).toContain('closed 1');
  });

  it('comes when nobody reads the output any more', async () => {
    const server = start();
    server.send(initialize, initialized);
    await server.answer('hello');
    server.child.stdout.destroy();
    server.send(call(1, 'echo', { text: 'to nobody' }), call(2, 'echo', { text: 'to nobody' }));
    expect((await server.ended)[0]).toBe(0);
  });
});

describe('client roots', () => {
  const here = path.resolve(import.meta.dirname);
  const roots = [{ uri: pathToFileURL(here).href, name: 'here' }];

  it('are asked for once in the older era, and again when they change', async () => {
    const client = createClient('2025-11-25', { capabilities: { roots: { listChanged: true } } });
    const asked = vi.fn(() => ({ roots }));
    client.setRequestHandler('roots/list', asked);
    await client.connect(spawnServer());
    const ask = async () => textOf(await client.callTool({ name: 'roots', arguments: {} }));
    expect(await ask()).toBe(here);
    expect(await ask()).toBe(here);
    expect(asked).toHaveBeenCalledTimes(1);
    await client.sendRootsListChanged();
    asked.mockReturnValue({ roots: [] });
    expect(await ask()).toBe('none');
    expect(asked).toHaveBeenCalledTimes(2);
    await client.close();
  });

  it('are asked for by an input request in the newer era', async () => {
    const client = createClient('2026-07-28', { capabilities: { roots: {} } });
    const asked = vi.fn(() => ({ roots: [{ uri: 'https://example.org/' }, ...roots, { uri: 'file:%zz' }] }));
    client.setRequestHandler('roots/list', asked);
    await client.connect(spawnServer());
    const ask = async () => textOf(await client.callTool({ name: 'roots', arguments: {} }));
    expect(await Promise.all([ask(), ask()])).toEqual([here, here]);
    const before = asked.mock.calls.length;
    expect(await ask()).toBe(here);
    expect(asked).toHaveBeenCalledTimes(before);
    await client.close();
  });

  it.each(['2025-11-25', '2026-07-28'] as const)(
    'are not asked for in %s of a client without',
    async (era) => {
      const client = createClient(era);
      await client.connect(spawnServer());
      expect(textOf(await client.callTool({ name: 'roots', arguments: {} }))).toBe('none');
      await client.close();
    },
  );

  it('that never come hold nothing up', async () => {
    const client = createClient('2025-11-25', { capabilities: { roots: {} } });
    client.setRequestHandler('roots/list', () => new Promise<never>(() => {}));
    await client.connect(spawnServer());
    expect(textOf(await client.callTool({ name: 'roots', arguments: {} }))).toBe('none');
    await client.close();
  });
});
