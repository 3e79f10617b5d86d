import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SETUPS } from './recipes.js';

/**
 * Copies of checkouts to run tools in, each repository's own, made ready once and brought back to its commit by `fresh`.
 * @param {string} data the folder of the checkouts
 */
export function createCopies(data) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'outputs-'));
  return {
    /** The copy of a repository as committed; undefined if there is no such checkout. */
    fresh(repository) {
      if (!existsSync(path.join(data, repository))) return undefined;
      const copy = path.join(scratch, repository);
      if (existsSync(copy)) {
        git(copy, 'reset', '--quiet', '--hard');
        git(copy, 'clean', '--quiet', '-df', '-e', 'node_modules');
        return copy;
      }
      git(scratch, 'clone', '--quiet', path.join(data, repository), copy);
      if (SETUPS[repository]) runIn(copy, SETUPS[repository]);
      return copy;
    },
    close: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

/** Puts `to` for every `from` in a file of a copy. */
export function breakFile(copy, { file, from, to }) {
  const place = path.join(copy, file);
  const text = readFileSync(place, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(place, text.replaceAll(from, to));
}

/** What a command prints, both streams as they come, and its exit code. */
export function runIn(copy, command) {
  const { stdout, status } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, CI: '1', GIT_PAGER: 'cat' },
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  return { text: stdout, exitCode: status };
}

function git(cwd, ...args) {
  execFileSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
