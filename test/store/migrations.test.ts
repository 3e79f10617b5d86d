import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { migrate, migrations } from '../../src/store/migrations.js';

const versionOf = (db: BetterSqlite3.Database) => db.pragma('user_version', { simple: true });

describe('migrate', () => {
  it('brings an empty database to the newest version', () => {
    const db = new BetterSqlite3(':memory:');
    migrate(db);
    expect(versionOf(db)).toBe(migrations.length);
    const tables = db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    expect(tables).toEqual([
      'alerts',
      'decisions',
      'exchange_totals',
      'exchanges',
      'originals',
      'proxy_keys',
      'repositories',
      'repository_files',
      // SQLite's own, of AUTOINCREMENT.
      'sqlite_sequence',
      'usage',
    ]);
  });

  it('changes nothing the second time', () => {
    const db = new BetterSqlite3(':memory:');
    migrate(db);
    db.prepare('INSERT INTO originals (hash, used_at, size, deflated, body) VALUES (?, 0, 1, 0, ?)').run(
      'aa',
      Buffer.of(1),
    );
    migrate(db);
    expect(db.prepare('SELECT count(*) FROM originals').pluck().get()).toBe(1);
  });

  it('goes on from each earlier version', () => {
    for (let version = 0; version < migrations.length; version++) {
      const db = new BetterSqlite3(':memory:');
      for (const step of migrations.slice(0, version)) db.exec(step);
      db.pragma(`user_version = ${version}`);
      migrate(db);
      expect(versionOf(db)).toBe(migrations.length);
    }
  });

  it('leaves the version as it was where a step fails', () => {
    const db = new BetterSqlite3(':memory:');
    db.exec('CREATE TABLE usage (of_another_program TEXT)');
    expect(() => migrate(db)).toThrow(/usage already exists/);
    expect(versionOf(db)).toBe(0);
    expect(db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()).toEqual([
      'usage',
    ]);
  });

  it('refuses a newer database and says what to do', () => {
    const db = new BetterSqlite3(':memory:');
    db.pragma(`user_version = ${migrations.length + 1}`);
    expect(() => migrate(db)).toThrow(CtxoptError);
    expect(() => migrate(db)).toThrow(`schema version ${migrations.length + 1}`);
  });
});
