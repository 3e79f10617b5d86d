import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { LONG_MESSAGE, type LongMessage } from '../../src/mcp/long-message.js';
import { createStdioTransport, MESSAGE_LIMIT } from '../../src/mcp/stdio-transport.js';

/** A transport whose long messages are read when the test says so. */
async function connect() {
  const input = new PassThrough();
  const written: unknown[] = [];
  const received: JSONRPCMessage[] = [];
  const errors: string[] = [];
  const unread: ((read: LongMessage) => void)[] = [];
  const { transport, closed } = createStdioTransport({
    input,
    write: (line, done) => {
      written.push(JSON.parse(line));
      done();
    },
    readLong: () => new Promise((resolve) => unread.push(resolve)),
  });
  transport.onmessage = (message) => received.push(message);
  transport.onerror = (error) => errors.push(error.message);
  await transport.start();
  const send = async (...messages: readonly unknown[]) => {
    for (const message of messages) input.write(`${JSON.stringify(message)}\n`);
    // A stream hands on a chunk a turn.
    for (let turns = 0; turns < 10; turns += 1) await turn();
  };
  return { input, transport, closed, send, written, received, errors, unread };
}

const call = (id: number | string, text = '') => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'echo', arguments: { text } },
});
const long = (id: number | string, length = LONG_MESSAGE) => call(id, 'x'.repeat(length));
const cancel = (requestId: number) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId },
});
const idsOf = (messages: readonly JSONRPCMessage[]) =>
  messages.map((message) => ('id' in message ? message.id : undefined));

describe('a long message', () => {
  it('keeps what comes after it waiting no more than it must', async () => {
    const { send, received, unread } = await connect();
    await send(long(1), call(2));
    expect(idsOf(received)).toEqual([2]);
    unread[0]!({ message: call(1) });
    await turn();
    expect(idsOf(received)).toEqual([2, 1]);
  });

  it('is not begun on if it was canceled before it could be read', async () => {
    const { input, transport, closed, send, received, unread } = await connect();
    await send(long(1), long(2), cancel(1));
    unread[0]!({ message: call(1) });
    unread[1]!({ message: call(2) });
    await turn();
    expect(idsOf(received)).toEqual([undefined, 2]);
    // It is not waited for either.
    input.end();
    await transport.send({ jsonrpc: '2.0', id: 2, result: {} });
    await closed;
  });

  it('that a cancellation was not meant for is begun on', async () => {
    const { send, received, unread } = await connect();
    await send(call(1), long(2), cancel(1));
    unread[0]!({ message: call(2) });
    await turn();
    expect(idsOf(received)).toEqual([1, undefined, 2]);
  });

  it('that cannot be read is answered where its id can be told, and reported', async () => {
    const { send, received, unread, written, errors } = await connect();
    await send(long(7), { more: 'x'.repeat(LONG_MESSAGE) });
    for (const read of unread) read({ code: -32_700, reason: 'This is no JSON.' });
    await turn();
    expect(received).toEqual([]);
    expect(written).toEqual([
      { jsonrpc: '2.0', id: 7, error: { code: -32_700, message: 'This is no JSON.' } },
    ]);
    expect(errors).toEqual(['This is no JSON.', 'This is no JSON.']);
  });

  it('is dropped if the connection closes before it is read', async () => {
    const { transport, closed, send, received, unread } = await connect();
    await send(long(1));
    await transport.close();
    await closed;
    unread[0]!({ message: call(1) });
    await turn();
    expect(received).toEqual([]);
  });

  it('is waited for at the end of the input', async () => {
    const { input, transport, closed, send, received, unread } = await connect();
    await send(long(1));
    input.end();
    await turn();
    unread[0]!({ message: call(1) });
    await turn();
    expect(idsOf(received)).toEqual([1]);
    await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
    await closed;
  });

  it('holds the input up if more are unread than one may be long', async () => {
    const { input, send, received, unread } = await connect();
    const most = MESSAGE_LIMIT - 1000;
    await send(long(1, most));
    expect(input.isPaused()).toBe(false);
    await send(long(2, most), call(3));
    expect(input.isPaused()).toBe(true);
    unread[0]!({ message: call(1) });
    await send();
    expect(input.isPaused()).toBe(false);
    unread[1]!({ message: call(2) });
    await send();
    expect(idsOf(received).toSorted()).toEqual([1, 2, 3]);
  });
});
