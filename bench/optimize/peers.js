// The other tools, from the registry, pinned in this folder's package.json and package-lock.json.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;

/** Installs them if that has not been done. @returns {boolean} whether they are there; without a registry they are not */
export function installPeers() {
  if (existsSync(path.join(here, 'node_modules'))) return true;
  console.error('Installing the tools to compare with into bench/optimize/node_modules …');
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: here,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    return true;
  } catch {
    console.error('They could not be installed and are left out.');
    return false;
  }
}
