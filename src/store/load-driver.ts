import { CtxoptError } from '../errors.js';
import type { Driver } from './open-database.js';

/**
 * Loads SQLite, at the first use and never at start.
 * @throws CtxoptError `store_failed` if the package is not installed or its native binary does not run here
 */
export async function loadDriver(): Promise<Driver> {
  try {
    const { default: Driver } = await import('better-sqlite3');
    // Only a connection loads the binary.
    new Driver(':memory:').close();
    return Driver;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n', 1)[0] : String(thrown);
    throw new CtxoptError(
      'store_failed',
      `SQLite could not be loaded (${reason}).`,
      'Run `npm rebuild better-sqlite3` where ctxopt is installed, or install ctxopt again with this version of Node; without a prebuilt binary that takes a C++ compiler and Python.',
      { cause: thrown },
    );
  }
}
