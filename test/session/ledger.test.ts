import { describe, expect, it } from 'vitest';
import { createLedger } from '../../src/session/ledger.js';
import { createStore } from '../../src/store/create-store.js';
import type { UsageEvent } from '../../src/store/store.js';

const call = {
  tool: 'smart_read',
  view: 'outline',
  file: 'src/mill.ts',
  version: 'v1',
  baseline: 900,
  returned: 120,
  sent: 14,
};

function open(session = 's1') {
  const store = createStore({
    location: ':memory:',
    warn: (warning) => {
      throw new Error(warning);
    },
  });
  let time = 0;
  const now = () => {
    time += 1;
    return time;
  };
  return { store, ledger: createLedger({ store, session, project: '/p', now }) };
}

async function baselines(calls: readonly Partial<UsageEvent>[]): Promise<readonly number[]> {
  const { store, ledger } = open();
  for (const one of calls) await ledger.record({ ...call, ...one });
  const events = await store.usage({});
  await store.close();
  return events.map((event) => event.baseline);
}

describe('ledger', () => {
  it('records what, when, and for whom', async () => {
    const { store, ledger } = open();
    await ledger.record(call);
    expect(await store.usage({})).toEqual([{ ...call, at: 2, session: 's1', project: '/p' }]);
    expect([ledger.session, ledger.project, ledger.began]).toEqual(['s1', '/p', 1]);
    await store.close();
  });

  it('lets a version of a file earn its baseline once', async () => {
    expect(await baselines([{}, {}, { view: 'symbol' }, { version: 'v2' }, { file: 'src/b.ts' }])).toEqual([
      900, 0, 0, 900, 900,
    ]);
  });

  it('does so for calls at once', async () => {
    const { store, ledger } = open();
    await Promise.all([ledger.record(call), ledger.record(call), ledger.record(call)]);
    const events = await store.usage({});
    expect(events.map((event) => event.baseline).sort()).toEqual([0, 0, 900]);
    await store.close();
  });

  it('lets it be earned later if the first result claimed nothing', async () => {
    expect(await baselines([{ baseline: 0 }, {}, {}])).toEqual([0, 900, 0]);
  });

  it('lets a file of unknown version earn once, and what is no file each time', async () => {
    const { version: _, ...unversioned } = call;
    const { file: __, ...bare } = unversioned;
    const { store, ledger } = open();
    for (const one of [unversioned, unversioned, bare, bare]) await ledger.record(one);
    expect((await store.usage({})).map((event) => event.baseline)).toEqual([900, 0, 900, 900]);
    await store.close();
  });

  it('lets each file of a result with several earn once, together with reads of it alone', async () => {
    const { store, ledger } = open();
    const reads = [
      { file: 'src/mill.ts', version: 'v1', baseline: 900 },
      { file: 'src/store.ts', version: 'v1', baseline: 50 },
    ];
    const { file: _, version: __, ...answer } = { ...call, view: 'answer', baseline: 950 };
    await ledger.record(call);
    await ledger.record({ ...answer, reads });
    await ledger.record({
      ...answer,
      reads: [...reads, { file: 'src/mill.ts', version: 'v2', baseline: 800 }],
    });
    await ledger.record({ ...answer, baseline: 0, reads: [] });
    const events = await store.usage({});
    expect(events.map(({ baseline }) => baseline)).toEqual([900, 50, 800, 0]);
    expect(Object.keys(events[1]!)).not.toContain('reads');
    await store.close();
  });

  it('books an answer that gave only what earned its baseline before as a read of it again', async () => {
    const { store, ledger } = open();
    const reads = [
      { file: 'src/mill.ts', version: 'v1', baseline: 900 },
      { file: 'src/store.ts', version: 'v1', baseline: 50 },
    ];
    const { file: _, version: __, ...answer } = { ...call, view: 'answer', baseline: 950 };
    for (const given of [reads, reads, []]) await ledger.record({ ...answer, baseline: 0, reads: given });
    const events = await store.usage({});
    expect(events.map(({ baseline, file, version }) => [baseline, file, version])).toEqual([
      [950, undefined, undefined],
      [0, 'src/mill.ts', 'v1'],
      [0, undefined, undefined],
    ]);
    await store.close();
  });

  it('claims nothing for errors and originals, nor below 0', async () => {
    expect(await baselines([{ view: 'error' }, { view: 'original' }, { baseline: -5 }, {}])).toEqual([
      0, 0, 0, 900,
    ]);
  });

  it('does not confuse a file with another whose name and version run together alike', async () => {
    expect(
      await baselines([
        { file: 'a', version: 'b,c' },
        { file: 'a","b', version: 'c' },
      ]),
    ).toEqual([900, 900]);
  });

  it('never fails a call, whatever the store or a listener does', async () => {
    const broken = { recordUsage: () => Promise.reject(new Error('disk on fire')) };
    const ledger = createLedger({ store: broken, session: 's', project: '/p', now: () => 0 });
    await expect(ledger.record(call)).resolves.toBeUndefined();
    const { store, ledger: second } = open();
    second.onChange(() => {
      throw new Error('listener');
    });
    await expect(second.record(call)).resolves.toBeUndefined();
    await store.close();
  });

  it('tells listeners after each recording until they stop', async () => {
    const { store, ledger } = open();
    const seen: number[] = [];
    const stop = ledger.onChange(() => seen.push(1));
    await ledger.record(call);
    await ledger.record(call);
    stop();
    await ledger.record(call);
    expect(seen).toHaveLength(2);
    await store.close();
  });

  it('waits on closing for what is under way', async () => {
    let finish = () => {};
    const slow = { recordUsage: () => new Promise<void>((resolve) => (finish = resolve)) };
    const ledger = createLedger({ store: slow, session: 's', project: '/p', now: () => 0 });
    void ledger.record(call);
    let closed = false;
    const closing = ledger.close().then(() => (closed = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(closed).toBe(false);
    finish();
    await closing;
  });
});
