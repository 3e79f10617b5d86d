import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { largeBuffers } from '../src/answer.js';

const LARGE = 100_000;

describe('large buffers', () => {
  it('are found in a message, its fields and theirs', () => {
    const [a, b, c] = [new Uint8Array(LARGE), new Uint8Array(LARGE), new Uint8Array(LARGE)];
    expect(largeBuffers(a)).toEqual([a.buffer]);
    expect(largeBuffers({ text: a, since: { text: b, more: { text: c } } })).toEqual([a.buffer, b.buffer]);
    expect(largeBuffers([a, 'text', undefined, null, 7])).toEqual([a.buffer]);
  });

  it('are none that are small, shared, or parts of another', () => {
    const whole = new Uint8Array(2 * LARGE);
    expect(largeBuffers(new Uint8Array(100))).toEqual([]);
    expect(largeBuffers(whole.subarray(0, LARGE))).toEqual([]);
    expect(largeBuffers(new Uint8Array(new SharedArrayBuffer(LARGE)))).toEqual([]);
  });

  it('are moved as a transfer list', () => {
    const { port1, port2 } = new MessageChannel();
    const message = { id: 1, text: new Uint8Array(LARGE).fill(7) };
    port1.postMessage(message, largeBuffers(message));
    expect(message.text.byteLength).toBe(0);
    const received = receiveMessageOnPort(port2)?.message as typeof message;
    expect(received.text).toEqual(new Uint8Array(LARGE).fill(7));
    port1.close();
  });
});
