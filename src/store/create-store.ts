import { exactBytes, stringOf } from '../context/exact-bytes.js';
import { hashOf } from '../context/handle.js';
import { CtxoptError } from '../errors.js';
import type { Backend } from './backend.js';
import { createConnection } from './connection.js';
import type { ExchangeFilter, ExchangeRecord } from './exchange-record.js';
import { type ExchangeTimes, joined } from './exchange-totals.js';
import { loadDriver } from './load-driver.js';
import { createMemory } from './memory.js';
import { limited } from './memory-exchanges.js';
import type { Driver } from './open-database.js';
import { createSqlite } from './sqlite.js';
import { createSqliteKeys } from './sqlite-keys.js';
import type { Decision, Store } from './store.js';
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

/** A row is written once and seldom read: the system's own cache of the file will do, and a server's memory stays flat. */
const CACHE = 2 * MIB;

const KEPT_ON_DISK = 'They are kept on disk only; `ctxopt doctor` tells more.';

/**
 * The store over a SQLite database, opened at the first use. Its promises do not reject, but for those about the proxy's
 * keys: what the database cannot take (no binary, no space, no permission, a lock that lasts) is kept in memory until the
 * process ends, and reads look in both places; decisions and exchanges are written once the database takes them. A corrupt
 * database is set aside and a new one begun. `status()` tells the latest trouble.
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
  const connection = createConnection({ location, driver, cache: CACHE, onSetAside });
  const disk = createSqlite({ connection, limit: diskLimit, decisionLimit, now });
  const keys = createSqliteKeys(connection);
  const memory = createMemory({ limit: memoryLimit, decisionLimit, now });
  const pending = new Set<Promise<unknown>>();
  const told = new Set<string>();
  let warning: string | undefined;
  /** Whether there are decisions in memory that the disk did not take. */
  let isHolding = false;

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

  /** Moves decisions from memory to disk; what stands is that of whoever came first. Where that fails, they stay. */
  async function writeDecisions(own: readonly Decision[]): Promise<readonly Decision[]> {
    let isWritten = true;
    const stand = await orElse(disk.putDecisions(own), () => {
      isWritten = false;
      return own;
    });
    if (isWritten) memory.forgetDecisions(own);
    const isMended = isWritten && isHolding;
    isHolding = !isWritten;
    // Nobody waits for it.
    if (isMended) tracked(writeDecisions(memory.heldDecisions()));
    return stand;
  }

  /** Writes exchanges, and with them what came while that could not be done. */
  async function writeExchanges(exchanges: readonly ExchangeRecord[]): Promise<number> {
    let isWritten = true;
    const count = await orElse(disk.recordExchanges(exchanges), () => {
      isWritten = false;
      return memory.recordExchanges(exchanges);
    });
    const held = isWritten ? memory.takeExchanges() : [];
    // Nobody waits for it.
    if (held.length > 0) tracked(writeExchanges(held));
    return count;
  }

  function failShared(): never {
    throw new CtxoptError(
      'store_failed',
      'The database does not take it, and nothing else is shared with other processes.',
      '`ctxopt doctor` tells why.',
    );
  }

  /** So that `close` can wait for it. */
  function tracked<T>(work: Promise<T>): Promise<T> {
    const done = () => pending.delete(work);
    pending.add(work);
    work.then(done, done);
    return work;
  }

  /** Exchanges of disk and memory, in order of time. */
  async function inBoth<T extends { readonly at: number }>(
    ask: (backend: Backend) => Promise<readonly T[]>,
    filter: ExchangeFilter,
  ): Promise<readonly T[]> {
    const onDisk = await tracked(orElse(ask(disk), () => []));
    const inMemory = await ask(memory);
    if (inMemory.length === 0) return onDisk;
    return limited(
      [...onDisk, ...inMemory].sort((a, b) => a.at - b.at),
      filter,
    );
  }

  return {
    async putOriginal(given, { isShared = false } = {}) {
      const text = stringOf(given);
      const original = { hash: hashOf(text), text };
      const otherwise = isShared ? failShared : () => memory.putOriginal(original);
      await tracked(orElse(disk.putOriginal(original), otherwise));
      return original.hash;
    },

    async getOriginalBytes(prefix) {
      if (!/^[0-9a-f]{8,64}$/.test(prefix)) return undefined;
      const onDisk = await tracked(orElse(disk.findOriginals(prefix), () => []));
      const inMemory = await memory.findOriginals(prefix);
      const [only, ...others] = new Map([...onDisk, ...inMemory].map(({ hash, text }) => [hash, text]));
      return only && others.length === 0 ? { hash: only[0], text: exactBytes(only[1]) } : undefined;
    },

    async decisions(keys, options) {
      const unwritten = await memory.decisions(keys, options);
      const onDisk = await tracked(orElse(disk.decisions(keys, options), () => []));
      if (unwritten.length === 0) return onDisk;
      const known = new Set(onDisk.map(({ key, until }) => key + until));
      return [...onDisk, ...unwritten.filter(({ key, until }) => !known.has(key + until))];
    },

    async putDecisions(decisions) {
      // Until the disk has them, memory does: the next request of a conversation may come before that.
      const own = await memory.putDecisions(decisions);
      return tracked(writeDecisions(own));
    },

    recordUsage(event) {
      return tracked(orElse(disk.recordUsage(event), () => memory.recordUsage(event)));
    },

    async usage(filter) {
      const onDisk = await tracked(orElse(disk.usage(filter), () => []));
      const inMemory = await memory.usage(filter);
      return inMemory.length === 0 ? onDisk : [...onDisk, ...inMemory].sort((a, b) => a.at - b.at);
    },

    recordExchanges(exchanges) {
      return tracked(writeExchanges(exchanges));
    },

    exchanges: (filter) => inBoth((backend) => backend.exchanges(filter), filter),
    billedExchanges: (filter) => inBoth((backend) => backend.billedExchanges(filter), filter),

    async exchangeTotals(filter) {
      const onDisk = await tracked(orElse(disk.exchangeTotals(filter), () => []));
      return [...onDisk, ...(await memory.exchangeTotals(filter))];
    },

    async exchangeTimes(filter) {
      const none: ExchangeTimes = { overheadMs: [], firstByteMs: [] };
      const onDisk = await tracked(orElse(disk.exchangeTimes(filter), () => none));
      return joined(onDisk, await memory.exchangeTimes(filter));
    },

    async promptSamples(filter, limits) {
      const onDisk = await tracked(orElse(disk.promptSamples(filter, limits), () => []));
      const inMemory = await memory.promptSamples(filter, limits);
      return [...onDisk, ...inMemory].sort((a, b) => a.at - b.at);
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
      if (isHolding) await writeDecisions(memory.heldDecisions());
      const held = memory.takeExchanges();
      if (held.length > 0) await writeExchanges(held);
      connection.close();
    },
  };
}
