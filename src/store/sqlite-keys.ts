import type { Connection } from './connection.js';
import type { KeyStore, ProxyKey } from './proxy-key.js';

interface KeyRow extends Omit<ProxyKey, 'name' | 'revokedAt'> {
  readonly name: string | null;
  readonly revokedAt: number | null;
}

/** The proxy's keys in a SQLite database. Its promises reject with what went wrong there. */
export function createSqliteKeys(connection: Connection): KeyStore {
  return {
    async putKey(key) {
      await connection.run((db) =>
        db
          .prepare(
            `INSERT INTO proxy_keys (id, hash, project, name, created_at)
             VALUES (@id, @hash, @project, @name, @createdAt)`,
          )
          .run({ name: null, ...key }),
      );
    },

    async keys() {
      const rows = await connection.run((db) =>
        db
          .prepare<unknown[], KeyRow>(
            `SELECT id, hash, project, name, created_at AS createdAt, revoked_at AS revokedAt
             FROM proxy_keys ORDER BY rowid`,
          )
          .all(),
      );
      return rows.map(keyOf);
    },

    async revokeKey(id, at) {
      const { changes } = await connection.run((db) =>
        db.prepare('UPDATE proxy_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL').run(at, id),
      );
      return changes > 0;
    },
  };
}

function keyOf({ name, revokedAt, ...row }: KeyRow): ProxyKey {
  return { ...row, ...(name !== null && { name }), ...(revokedAt !== null && { revokedAt }) };
}
