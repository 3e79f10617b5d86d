import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { readBody } from '../../src/net/read-body.js';
import { SHARED } from '../../src/net/shared-bytes.js';

const LIMIT = 4 * SHARED;

let seen: Buffer | undefined;
let room = Number.POSITIVE_INFINITY;
const server = createServer(async (asked, response) => {
  const read = await readBody(asked, LIMIT, (bytes) => {
    room -= bytes;
    return room >= 0;
  });
  seen = read === 'no room' ? await buffer(asked) : read === 'too long' ? undefined : read;
  response.end(Buffer.isBuffer(read) ? 'whole' : read);
}).listen(0, '127.0.0.1');
afterAll(() => server.close());

/** Bytes of which none stands where it would by chance. */
const bytesOf = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + 7) % 251));

function put(body: Buffer, isChunked: boolean): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const headers = isChunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const asking = request({ port, method: 'POST', headers }, (response) => resolve(text(response)));
    asking.once('error', reject);
    for (let at = 0; at < body.length; at += 10_000) asking.write(body.subarray(at, at + 10_000));
    asking.end();
  });
}

describe('readBody', () => {
  for (const isChunked of [false, true]) {
    for (const length of [0, 1, SHARED - 1, SHARED, SHARED + 1, LIMIT]) {
      it(`takes ${length} bytes, ${isChunked ? 'sent in chunks' : 'declared'}, as they are`, async () => {
        const body = bytesOf(length);
        expect(await put(body, isChunked)).toBe('whole');
        expect(seen?.equals(body)).toBe(true);
        expect(seen?.buffer instanceof SharedArrayBuffer).toBe(length >= SHARED);
      });
    }

    it(`takes no more than its limit, ${isChunked ? 'sent in chunks' : 'declared'}`, async () => {
      expect(await put(bytesOf(LIMIT + 1), isChunked)).toBe('too long');
    });

    it.each([0, 1, SHARED - 1, SHARED, 2 * SHARED - 1])(
      `leaves all of a body to be read that finds no room after %i bytes, ${isChunked ? 'sent in chunks' : 'declared'}`,
      async (found) => {
        room = found;
        const body = bytesOf(2 * SHARED);
        expect(await put(body, isChunked)).toBe('no room');
        expect(seen?.equals(body)).toBe(true);
        room = Number.POSITIVE_INFINITY;
      },
    );
  }
});
