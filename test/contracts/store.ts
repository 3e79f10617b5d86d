import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exactBytes, stringOf } from '../../src/context/exact-bytes.js';
import { hashOf } from '../../src/context/handle.js';
import type { Decision, Store, UsageEvent } from '../../src/store/store.js';
import { originalIn } from '../store/original-in.js';
import { exchangeContract } from './exchange-store.js';

export function usageEvent(event: Partial<UsageEvent> = {}): UsageEvent {
  return {
    at: 1_700_000_000_000,
    session: '5f0c9d1e-0000-4000-8000-000000000001',
    project: '/home/ada/engine',
    tool: 'smart_read',
    view: 'outline',
    file: 'src/mill.ts',
    version: 'ab12',
    baseline: 900,
    returned: 120,
    sent: 14,
    ...event,
  };
}

/** Any string of UTF-16 code units, well-formed or not, now and then long enough to be compressed. */
const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.integer({ min: 1, max: 3_000 }))
    .map(([s, n]) => s.repeat(n)),
);

/** 32 hexadecimal digits. */
const keyOf = (letter: string) => letter.repeat(32);

function decision(given: Partial<Decision> = {}): Decision {
  const key = given.key ?? keyOf('a');
  return { key, until: key, before: 900, after: 120, ...given };
}

/** What every store promises; `make` makes an empty one. */
export function storeContract(name: string, make: () => Store | Promise<Store>): void {
  describe(`store contract: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await make();
    });
    afterEach(() => store.close());

    it('gives any string back to the code unit', async () => {
      await fc.assert(
        fc.asyncProperty(anyString, async (text) => {
          const hash = await store.putOriginal(text);
          expect(hash).toBe(hashOf(text));
          expect(await originalIn(store, hash)).toEqual({ hash, text });
        }),
        { numRuns: 200 },
      );
    });

    it.each([
      ['the empty string', ''],
      ['NULs', 'a\0b\0'],
      ['a byte order mark', '\ufeffa'],
      ['a lone high surrogate', 'a\ud800b'],
      ['a lone low surrogate', '\udc00'],
      ['the replacement character', 'a\ufffdb'],
      ['what UTF-16 bytes would look like in Latin-1', 'ÿa\u0000'],
      ['five million letters', 'x'.repeat(5_000_000)],
      ['five million letters and a lone surrogate', `${'x'.repeat(5_000_000)}\udfff`],
    ])('keeps %s', async (_, text) => {
      const hash = await store.putOriginal(text);
      const original = await originalIn(store, hash);
      expect(original?.text === text).toBe(true);
    });

    it('takes and gives a text as its exact bytes too', async () => {
      await fc.assert(
        fc.asyncProperty(anyString, async (text) => {
          const hash = await store.putOriginal(new Uint8Array(exactBytes(text)));
          expect(hash).toBe(hashOf(text));
          expect((await originalIn(store, hash))?.text).toBe(text);
          const original = await store.getOriginalBytes(hash);
          expect(original?.hash).toBe(hash);
          expect(stringOf(original!.text)).toBe(text);
        }),
        { numRuns: 100 },
      );
      expect(await store.getOriginalBytes('0'.repeat(64))).toBeUndefined();
    });

    it('tells a lone surrogate from the replacement character', async () => {
      const hashes = await Promise.all(['\ud800', '\ud801', '\ufffd'].map((text) => store.putOriginal(text)));
      expect(new Set(hashes).size).toBe(3);
    });

    it('finds an original by 8 to 64 digits of its hash', async () => {
      const hash = await store.putOriginal('abc');
      expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      for (const digits of [8, 12, 63, 64]) {
        expect((await originalIn(store, hash.slice(0, digits)))?.text).toBe('abc');
      }
    });

    it.each([
      '',
      'ba7816b',
      'BA7816BF',
      'ba7816b_',
      'ba7816b%',
      '00000000',
      'ctx:ba7816bf',
      `${'a'.repeat(65)}`,
    ])('finds nothing under %j', async (prefix) => {
      await store.putOriginal('abc');
      expect(await originalIn(store, prefix)).toBeUndefined();
    });

    it('finds nothing under a prefix that two originals share', async () => {
      const [one, two] = ['n18622', 'n41826'];
      const hashes = [await store.putOriginal(one!), await store.putOriginal(two!)];
      expect(hashes[0]!.slice(0, 8)).toBe(hashes[1]!.slice(0, 8));
      expect(await originalIn(store, hashes[0]!.slice(0, 8))).toBeUndefined();
      expect((await originalIn(store, hashes[0]!))?.text).toBe(one);
      expect((await originalIn(store, hashes[1]!))?.text).toBe(two);
    });

    it('takes the same text twice, also at once', async () => {
      const [a, b] = await Promise.all([store.putOriginal('same'), store.putOriginal('same')]);
      expect(a).toBe(b);
      expect((await originalIn(store, await store.putOriginal('same')))?.text).toBe('same');
    });

    it('gives usage back as it was recorded, in order of time', async () => {
      const late = usageEvent({ at: 3_000, view: 'symbol' });
      const {
        file: _,
        version: __,
        ...bare
      } = usageEvent({ at: 1_000, tool: 'analyze_context', view: 'report' });
      const odd = usageEvent({ at: 2_000, file: "it's; a\0 «file».ts", baseline: 0, returned: 0, sent: 0 });
      for (const event of [late, bare, odd]) await store.recordUsage(event);
      expect(await store.usage({})).toEqual([bare, odd, late]);
    });

    it('keeps events of one moment apart and in order', async () => {
      const events = Array.from({ length: 50 }, (_, n) => usageEvent({ returned: n }));
      for (const event of events) await store.recordUsage(event);
      expect(await store.usage({})).toEqual(events);
    });

    it('filters usage by session, project and time', async () => {
      const a = usageEvent({ session: 'a', project: '/p', at: 1 });
      const b = usageEvent({ session: 'b', project: '/p', at: 2 });
      const c = usageEvent({ session: 'b', project: '/q', at: 3 });
      for (const event of [a, b, c]) await store.recordUsage(event);
      expect(await store.usage({ session: 'b' })).toEqual([b, c]);
      expect(await store.usage({ project: '/p' })).toEqual([a, b]);
      expect(await store.usage({ since: 2 })).toEqual([b, c]);
      expect(await store.usage({ session: 'b', project: '/p', since: 2 })).toEqual([b]);
      expect(await store.usage({ session: 'nobody' })).toEqual([]);
    });

    it('gives decisions back as they were taken, with the time of their use', async () => {
      const those = [
        decision({ text: 'short', passes: ['json', 'whitespace'] }),
        decision({ key: keyOf('b'), passes: [] }),
        decision({ key: keyOf('c'), text: 'a lone \ud800, NUL \0 and «é»', before: 0, after: 0 }),
        decision({ key: keyOf('d'), text: '' }),
      ];
      const start = Date.now();
      expect(await store.putDecisions(those)).toEqual(those);
      const found = await store.decisions([...'dcbaf'].map(keyOf));
      expect(found.map(({ usedAt: _, ...one }) => one)).toEqual(those.toReversed());
      for (const { usedAt } of found) {
        expect(usedAt).toBeGreaterThanOrEqual(start);
        expect(usedAt).toBeLessThanOrEqual(Date.now());
      }
      expect(await store.decisions([])).toEqual([]);
      expect(await store.putDecisions([])).toEqual([]);
    });

    it('looks decisions up without using them', async () => {
      const those = [decision({ text: 'short' })];
      await store.putDecisions(those);
      const found = await store.decisions([keyOf('a')], { isUnused: true });
      expect(found).toMatchObject(those);
    });

    it('lets the first decision stand', async () => {
      const first = decision({ text: 'first' });
      await store.putDecisions([first]);
      const other = decision({ key: keyOf('b'), text: 'other' });
      expect(await store.putDecisions([decision({ text: 'second', after: 7 }), other])).toEqual([
        first,
        other,
      ]);
      expect(await store.putDecisions([decision()])).toEqual([first]);
      const found = await store.decisions([keyOf('a')]);
      expect(found.map(({ text }) => text)).toEqual(['first']);
    });

    it('lets one of several decisions at once stand for all', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.putDecisions([decision({ text: String(n) })])),
      );
      expect(new Set(all.map(([one]) => one!.text)).size).toBe(1);
      expect((await store.decisions([keyOf('a')]))[0]!.text).toBe(all[0]![0]!.text);
    });

    it('keeps decisions apart by what they hold until', async () => {
      const early = decision({ text: 'in any case' });
      const late = decision({ until: keyOf('b'), text: 'further on' });
      expect(await store.putDecisions([early, late])).toEqual([early, late]);
      const found = await store.decisions([keyOf('a')]);
      expect(found.map(({ text }) => text).sort()).toEqual(['further on', 'in any case']);
    });

    exchangeContract(() => store);

    it('closes twice', async () => {
      await store.putOriginal('x');
      await store.close();
      await store.close();
    });

    it('finishes what was begun before it closes', async () => {
      const put = store.putOriginal('y'.repeat(100_000));
      await store.close();
      expect(await put).toBe(hashOf('y'.repeat(100_000)));
    });
  });
}
