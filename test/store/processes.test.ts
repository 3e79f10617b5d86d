import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/create-store.js';
import type { StoreStatus } from '../../src/store/store.js';
import { originalIn } from './original-in.js';

/** The built sources, which child processes run. */
const dist = process.env.CTXOPT_DIST ?? path.resolve(import.meta.dirname, '../../dist');
const writer = path.join(import.meta.dirname, 'writer.mjs');

interface Row {
  readonly n: number;
  readonly hash: string;
  readonly found: boolean;
}
interface Written {
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
  readonly events?: number;
  readonly status?: StoreStatus;
  readonly code: number | null;
}

let folder: string;
let location: string;

beforeAll(() => {
  if (!existsSync(path.join(dist, 'src/store/create-store.js'))) {
    throw new Error(`${dist} holds no build: run \`npm run build\` first`);
  }
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-processes-'));
  location = path.join(folder, 'ctxopt.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Gathers what a writer says until it ends; `onRow` may end it before. */
async function gather(child: ChildProcess, onRow?: (row: Row) => void): Promise<Written> {
  const rows: Row[] = [];
  const warnings: string[] = [];
  let end = {};
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  for await (const line of createInterface({ input: child.stdout! })) {
    const said = JSON.parse(line);
    if (said.warning) warnings.push(said.warning);
    else if (said.status) end = said;
    else {
      rows.push(said);
      onRow?.(said);
    }
  }
  return { rows, warnings, ...end, code: await ended };
}

function write(session: string, rows: number, from = dist): ChildProcess {
  return spawn(process.execPath, [writer, location, session, String(rows)], {
    env: { ...process.env, CTXOPT_DIST: from },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function expectKept(session: string, rows: readonly Row[], exactly: boolean): Promise<void> {
  const store = createStore({
    location,
    warn: (warning) => {
      throw new Error(warning);
    },
  });
  const kept = (await store.usage({ session })).map((event) => event.returned);
  const acknowledged = rows.map((row) => row.n);
  expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
  if (exactly) expect(kept).toHaveLength(acknowledged.length);
  for (const { hash } of rows) expect(await originalIn(store, hash)).toMatchObject({ hash });
  const decisions = await store.decisions(rows.map(({ hash }) => hash.slice(0, 32)));
  expect(decisions.map(({ before, text }) => [before, text])).toEqual(rows.map(({ n }) => [n, session]));
  await store.close();
}

function integrity(): unknown {
  const db = new BetterSqlite3(location);
  const result = db.pragma('integrity_check', { simple: true });
  db.close();
  return result;
}

describe('several processes on one store', () => {
  it('lose no row of each other, from its creation on', async () => {
    const sessions = ['one', 'two', 'three'];
    const written = await Promise.all(sessions.map((session) => gather(write(session, 150))));
    for (const [n, { rows, warnings, code, events }] of written.entries()) {
      expect({ rows: rows.length, found: rows.every((row) => row.found), warnings, code, events }).toEqual({
        rows: 150,
        found: true,
        warnings: [],
        code: 0,
        events: 150,
      });
      await expectKept(sessions[n]!, rows, true);
    }
    expect(integrity()).toBe('ok');
  });

  it('set a corrupt database aside once, and go on in the same new one', async () => {
    writeFileSync(location, 'not a database\n'.repeat(10_000));
    const sessions = ['one', 'two', 'three'];
    const written = await Promise.all(sessions.map((session) => gather(write(session, 40))));
    for (const [n, { rows }] of written.entries()) await expectKept(sessions[n]!, rows, true);
    expect(written.flatMap(({ warnings }) => warnings)).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.includes('.corrupt-'))).toHaveLength(1);
  });
});

describe('a process that is killed in the middle of a write', () => {
  it.each([1, 20, 59])('loses no row that was acknowledged: after %i', async (last) => {
    const child = write('killed', 1_000_000);
    const { rows, code } = await gather(child, ({ n }) => n === last && child.kill('SIGKILL'));
    expect(code).toBeNull();
    expect(rows.length).toBeGreaterThan(last);
    await expectKept('killed', rows, false);
    expect(integrity()).toBe('ok');
    const after = await gather(write('after', 5));
    expect({ rows: after.rows.length, warnings: after.warnings }).toEqual({ rows: 5, warnings: [] });
  });
});

describe('a process whose disk is full', () => {
  it('goes on in memory, and says what to do', async () => {
    // A limit on the size of files fails a write in the middle as a full disk does.
    const command = 'ulimit -f 400; exec "$@"';
    const child = spawn('sh', ['-c', command, 'sh', process.execPath, writer, location, 'full', '200'], {
      env: { ...process.env, CTXOPT_DIST: dist },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { rows, status, events, warnings, code } = await gather(child);
    expect({ rows: rows.length, code, events }).toEqual({ rows: 200, code: 0, events: 200 });
    expect(rows.filter((row) => !row.found)).toEqual([]);
    expect(warnings.length).toBeGreaterThan(0);
    expect(status?.warning).toMatch(/the disk|disk space/);
    expect(statSync(location).size).toBeLessThan(500_000);
    expect(integrity()).toBe('ok');
  });
});

describe('a process that cannot load SQLite', () => {
  const packages = path.resolve(import.meta.dirname, '../../node_modules');

  /** The build in a folder where it finds no packages but those that a test puts there. */
  function copiedBuild(): string {
    const copy = path.join(folder, 'copy');
    for (const room of ['store', 'context', 'errors.js']) {
      cpSync(path.join(dist, 'src', room), path.join(copy, 'src', room), { recursive: true });
    }
    writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }');
    return copy;
  }

  it('for want of the package goes on in memory', async () => {
    const copy = copiedBuild();
    // An empty folder, so that no package further up is found instead.
    mkdirSync(path.join(copy, 'node_modules/better-sqlite3'), { recursive: true });
    const { rows, status, events, warnings } = await gather(write('bare', 20, copy));
    expect(rows.filter((row) => row.found)).toHaveLength(20);
    expect(events).toBe(20);
    expect(status?.backend).toBe('memory');
    expect(status?.warning).toContain("SQLite could not be loaded (Cannot find package '");
    expect(warnings).toEqual([status?.warning]);
    expect(existsSync(location)).toBe(false);
  });

  it('for want of its native binary goes on in memory', async () => {
    const copy = copiedBuild();
    for (const name of [
      'better-sqlite3/package.json',
      'better-sqlite3/lib',
      'bindings',
      'file-uri-to-path',
    ]) {
      cpSync(path.join(packages, name), path.join(copy, 'node_modules', name), { recursive: true });
    }
    const { rows, status } = await gather(write('bare', 20, copy));
    expect(rows.filter((row) => row.found)).toHaveLength(20);
    expect(status?.backend).toBe('memory');
    expect(status?.warning).toContain('SQLite could not be loaded (Could not locate the bindings file');
    expect(status?.warning).toContain('npm rebuild better-sqlite3');
  });
});
