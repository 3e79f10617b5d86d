// The other tools, from the registry, pinned in this folder's package.json and package-lock.json.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;

/**
 * Installs the tools as this folder's lock file has them, if that has not been done. Not by `npm ci`, which wants the lock
 * to have codegraph's optional packages of every platform, while a registry's copy may lack those of some.
 */
export function installPeers() {
  if (existsSync(path.join(here, 'node_modules'))) return;
  console.error('Installing the tools to compare with into bench/read/node_modules …');
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** The version that is installed. */
export function versionOf(name) {
  return JSON.parse(readFileSync(path.join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/**
 * Runs a tool's command and gives what it printed.
 * @param {string} script the tool's executable, under node_modules
 * @param {readonly string[]} args
 * @param {{ cwd: string, home: string }} place a repository, and an empty home, so that no settings of the user's count
 */
export function runPeer(script, args, { cwd, home }) {
  const { PATH = '' } = process.env;
  return execFileSync(process.execPath, [path.join(here, 'node_modules', script), ...args], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH,
      HOME: home,
      NO_COLOR: '1',
      DO_NOT_TRACK: '1',
      CODEGRAPH_TELEMETRY: '0',
      CODEGRAPH_NO_DAEMON: '1',
    },
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 600_000,
  });
}
