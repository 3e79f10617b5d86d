import { randomUUID } from 'node:crypto';
import { type Compute, createCompute } from './compute/compute.js';
import { type Config, isTopOfDisk } from './config.js';
import type { Text } from './context/exact-bytes.js';
import { type Handle, handleOfHash } from './context/handle.js';
import type { Log } from './log.js';
import type { PathScope } from './read/path-scope.js';
import { createTurns, type InTurn } from './read/turns.js';
import { createLedger, type Ledger } from './session/ledger.js';
import type { RepoRankings } from './session/repo-rankings.js';
import type { Reports } from './session/reports.js';
import { createStoreThread } from './session/store-thread.js';
import type { FileIndex } from './session/store-worker.js';
import type { Store } from './store/store.js';

/** What every tool, resource and command works with. One a process. */
export interface App {
  readonly config: Config;
  readonly log: Log;
  readonly store: Store;
  readonly reports: Reports;
  readonly repos: FileIndex & RepoRankings;
  /** For what must not be done twice at once, such as to index one repository. */
  readonly inTurn: InTurn;
  readonly compute: Compute;
  readonly ledger: Ledger;
  /** The folders that may be read: those the client names first, but never a whole disk, then the configured ones. */
  scope(clientRoots?: readonly string[]): Promise<PathScope>;
  /** o200k_base tokens of the tool list and the instructions, which a client's model is shown whatever it does. */
  schemaTokens(): Promise<number>;
  /** Keeps a text (large bytes are moved to the store and empty from then on) and gives the handle it can be fetched back under. */
  keepOriginal(text: Text): Promise<Handle>;
  close(): Promise<void>;
}

/** Nothing is opened, started or loaded before it is needed. */
export function createApp(config: Config, log: Log, compute: Compute = createCompute()): App {
  const store = createStoreThread({ location: config.storeLocation, warn: (message) => log.warn(message) });
  const ledger = createLedger({
    store,
    session: randomUUID(),
    project: config.roots[0] ?? process.cwd(),
    now: Date.now,
  });
  let schema: Promise<number> | undefined;
  return {
    config,
    log,
    store,
    reports: store,
    repos: store,
    inTurn: createTurns(),
    compute,
    ledger,
    async scope(clientRoots = []) {
      const { createPathScope } = await import('./read/path-scope.js');
      return createPathScope({
        roots: [...new Set([...clientRoots.filter((root) => !isTopOfDisk(root)), ...config.roots])],
        allowed: config.allowedSecrets,
      });
    },
    keepOriginal: async (text) => handleOfHash(await store.putOriginal(text)),
    schemaTokens: () => {
      schema ??= countSchema(compute);
      return schema;
    },
    async close() {
      await ledger.close();
      await compute.close();
      await store.close();
    },
  };
}

async function countSchema(compute: Compute): Promise<number> {
  const [{ listTools }, { tools }, { instructions }] = await Promise.all([
    import('./mcp/define-tool.js'),
    import('../tools/index.js'),
    import('../tools/instructions.js'),
  ]);
  return compute.run('count', JSON.stringify(listTools(tools)) + instructions);
}
