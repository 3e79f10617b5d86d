import { expect, it } from 'vitest';
import type { KeyStore, ProxyKey } from '../../src/store/proxy-key.js';

export function proxyKey(given: Partial<ProxyKey> = {}): ProxyKey {
  return { id: '0a1b2c3d', hash: 'ab'.repeat(32), project: 'mill', createdAt: 1_700_000_000_000, ...given };
}

/** What every store that can be written promises of the proxy's keys. */
export function keyContract(given: () => KeyStore): void {
  it('keeps keys in the order in which they were made', async () => {
    expect(await given().keys()).toEqual([]);
    const one = proxyKey({ id: 'ffffffff', hash: 'ff'.repeat(32), name: "Ada's; laptop" });
    const two = proxyKey({ createdAt: 5 });
    await given().putKey(one);
    await given().putKey(two);
    expect(await given().keys()).toEqual([one, two]);
  });

  it('takes no key twice', async () => {
    await given().putKey(proxyKey());
    await expect(given().putKey(proxyKey({ id: 'other' }))).rejects.toMatchObject({ code: 'store_failed' });
    await expect(given().putKey(proxyKey({ hash: 'other' }))).rejects.toMatchObject({ code: 'store_failed' });
    expect(await given().keys()).toEqual([proxyKey()]);
  });

  it('revokes a key once', async () => {
    await given().putKey(proxyKey());
    await given().putKey(proxyKey({ id: 'b', hash: 'b' }));
    expect(await given().revokeKey('0a1b2c3d', 7)).toBe(true);
    expect(await given().revokeKey('0a1b2c3d', 9)).toBe(false);
    expect(await given().revokeKey('none', 9)).toBe(false);
    expect(await given().keys()).toEqual([proxyKey({ revokedAt: 7 }), proxyKey({ id: 'b', hash: 'b' })]);
  });
}
