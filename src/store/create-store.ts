import { exactBytes, stringOf } from '../context/exact-bytes.js';
import { hashOf } from '../context/handle.js';
import { CtxoptError } from '../errors.js';
import { createConnection } from './connection.js';
import { loadDriver } from './load-driver.js';
import { createMemory } from './memory.js';
import type { Driver } from './open-database.js';
import { createSqlite } from './sqlite.js';
import { createSqliteKeys } from './sqlite-keys.js';
import type { Original, Store } from './store.js';
import { explainFailure } from './store-failure.js';

export interface StoreOptions {
  /** The database's path, or `:memory:`. */
  readonly location: string;
  /** Told once of each thing that goes wrong, with what to do. */
  readonly warn: (warning: string) => void;
  /** Bytes of originals on disk, as stored, beyond which the oldest-used are deleted. Default: 512 MiB. */
  readonly diskLimit?: number;
  /** The same for those that are kept in memory because the disk does not take them. Default: 256 MiB. */
  readonly memoryLimit?: number;
  /** Bytes of decisions beyond which the oldest-used are deleted, on disk and in memory. Default: 64 MiB. */
  readonly decisionLimit?: number;
  /** How SQLite is loaded. */
  readonly driver?: () => Promise<Driver>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const MIB = 1024 * 1024;

const KEPT_ON_DISK = 'They are kept on disk only; `ctxopt doctor` tells more.';

/**
 * The store over a SQLite database, opened at the first use. Its promises do not reject, but for those about the proxy's keys: what the database cannot take
 * (no binary, no space, no permission, a lock that lasts) is kept in memory until the process ends, and reads look in
 * both places. A corrupt database is set aside and a new one begun. `status()` tells the latest trouble.
 */
export function createStore({
  location,
  warn,
  diskLimit = 512 * MIB,
  memoryLimit = 256 * MIB,
  decisionLimit = 64 * MIB,
  driver = loadDriver,
  now = Date.now,
}: StoreOptions): Store {
  const connection = createConnection({ location, driver, onSetAside });
  const disk = createSqlite({ connection, limit: diskLimit, decisionLimit, now });
  const keys = createSqliteKeys(connection);
  const memory = createMemory({ limit: memoryLimit, decisionLimit, now });
  const pending = new Set<Promise<unknown>>();
  const told = new Set<string>();
  let warning: string | undefined;

  function onSetAside(name: string): void {
    tell(
      `${location} was corrupt: it was set aside as ${name}, and a new one begun. ` +
        'What was kept before is in that file; delete it if you do not need it.',
    );
  }

  function tell(trouble: string): void {
    warning = trouble;
    if (told.has(trouble)) return;
    told.add(trouble);
    warn(trouble);
  }

  /** What the disk answers; what `otherwise` does if it cannot. */
  async function orElse<T>(work: Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (thrown) {
      tell(
        `${explainFailure(thrown, location)} Meanwhile new rows are kept in memory, until this process ends.`,
      );
      return otherwise();
    }
  }

  /** What the disk answers, which nothing else can. */
  function orFail<T>(work: Promise<T>): Promise<T> {
    return tracked(
      work.catch((cause: unknown) => {
        const why = explainFailure(cause, location);
        throw new CtxoptError('store_failed', `The proxy's keys cannot be got at: ${why}`, KEPT_ON_DISK, {
          cause,
        });
      }),
    );
  }

  /** So that `close` can wait for it. */
  function tracked<T>(work: Promise<T>): Promise<T> {
    const done = () => pending.delete(work);
    pending.add(work);
    work.then(done, done);
    return work;
  }

  async function getOriginal(prefix: string): Promise<Original | undefined> {
    if (!/^[0-9a-f]{8,64}$/.test(prefix)) return undefined;
    const onDisk = await tracked(orElse(disk.findOriginals(prefix), () => []));
    const found = new Map([...onDisk, ...(await memory.findOriginals(prefix))].map((one) => [one.hash, one]));
    return found.size === 1 ? [...found.values()][0] : undefined;
  }

  return {
    async putOriginal(given) {
      const text = stringOf(given);
      const original = { hash: hashOf(text), text };
      await tracked(orElse(disk.putOriginal(original), () => memory.putOriginal(original)));
      return original.hash;
    },

    getOriginal,

    async getOriginalBytes(prefix) {
      const original = await getOriginal(prefix);
      return original && { hash: original.hash, text: exactBytes(original.text) };
    },

    async decisions(keys) {
      const onDisk = await tracked(orElse(disk.decisions(keys), () => []));
      const inMemory = await memory.decisions(keys);
      if (inMemory.length === 0) return onDisk;
      const known = new Set(onDisk.map(({ key, until }) => key + until));
      return [...onDisk, ...inMemory.filter(({ key, until }) => !known.has(key + until))];
    },

    putDecisions(decisions) {
      return tracked(orElse(disk.putDecisions(decisions), () => memory.putDecisions(decisions)));
    },

    recordUsage(event) {
      return tracked(orElse(disk.recordUsage(event), () => memory.recordUsage(event)));
    },

    async usage(filter) {
      const onDisk = await tracked(orElse(disk.usage(filter), () => []));
      const inMemory = await memory.usage(filter);
      return inMemory.length === 0 ? onDisk : [...onDisk, ...inMemory].sort((a, b) => a.at - b.at);
    },

    recordExchange(exchange) {
      return tracked(orElse(disk.recordExchange(exchange), () => memory.recordExchange(exchange)));
    },

    async exchanges(filter) {
      const onDisk = await tracked(orElse(disk.exchanges(filter), () => []));
      const inMemory = await memory.exchanges(filter);
      if (inMemory.length === 0) return onDisk;
      const all = [...onDisk, ...inMemory].sort((a, b) => a.at - b.at);
      return filter.latest === undefined ? all : all.slice(Math.max(0, all.length - filter.latest));
    },

    async spent(project, since) {
      const onDisk = await tracked(orElse(disk.spent(project, since), () => 0));
      return onDisk + (await memory.spent(project, since));
    },

    recordAlert(alert) {
      return tracked(orElse(disk.recordAlert(alert), () => memory.recordAlert(alert)));
    },

    async alerts(filter) {
      const onDisk = await tracked(orElse(disk.alerts(filter), () => []));
      const inMemory = await memory.alerts(filter);
      return inMemory.length === 0 ? onDisk : [...onDisk, ...inMemory].sort((a, b) => a.at - b.at);
    },

    putKey: (key) => orFail(keys.putKey(key)),
    keys: () => orFail(keys.keys()),
    revokeKey: (id, at) => orFail(keys.revokeKey(id, at)),

    async status() {
      const writable = connection.run((db) => db.transaction(() => true).immediate());
      const works = await tracked(orElse(writable, () => false));
      return {
        backend: works ? 'sqlite' : 'memory',
        location: works ? location : ':memory:',
        ...(warning !== undefined && { warning }),
      };
    },

    async close() {
      while (pending.size > 0) await Promise.allSettled(pending);
      connection.close();
    },
  };
}
