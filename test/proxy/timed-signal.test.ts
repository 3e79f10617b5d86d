import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { timedSignal } from '../../src/proxy/timed-signal.js';

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

it('is aborted when the time is over, also when garbage was collected meanwhile', async () => {
  const { signal } = timedSignal(new AbortController().signal, 50);
  const reason = aborted(signal);
  await sleep(5);
  collectGarbage();
  await expect(reason).resolves.toMatchObject({ name: 'TimeoutError' });
});

it('is aborted with the other, and for its reason', async () => {
  const other = new AbortController();
  const timed = timedSignal(other.signal, 60_000);
  other.abort(new Error('gone'));
  expect(timed.signal.reason).toEqual(new Error('gone'));
  expect(timedSignal(other.signal, 60_000).signal.aborted).toBe(true);
  timed.stop();
});

it('is left alone once it was stopped', async () => {
  const other = new AbortController();
  const timed = timedSignal(other.signal, 5);
  timed.stop();
  await sleep(20);
  other.abort();
  expect(timed.signal.aborted).toBe(false);
});
