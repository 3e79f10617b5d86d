// Where the repositories are that the questions are about: found, cloned if missing, and proved to be at the commit.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Where repositories are cloned to when no folder is named. */
const own = path.join(import.meta.dirname, 'checkouts');

/**
 * The folder of a repository's checkout.
 * @param {string} [folder] holds checkouts, each under its repository's name; the benchmark's own, which it fills, if left out
 * @throws Error that says what to do, if there is no checkout of the commit
 */
export function findCheckout({ name, repository, commit }, folder = own) {
  const checkout = path.resolve(folder, name);
  if (!existsSync(checkout)) {
    if (folder !== own) throw new Error(`${checkout} does not exist. ${advice(name, repository, commit)}`);
    clone(checkout, { name, repository, commit });
  }
  const head = git(checkout, 'rev-parse', 'HEAD').trim();
  if (head !== commit)
    throw new Error(
      `${checkout} is at ${head}, the questions are about ${commit}: git checkout ${commit} there.`,
    );
  return checkout;
}

function clone(checkout, { name, repository, commit }) {
  mkdirSync(own, { recursive: true });
  try {
    console.error(`Cloning ${repository} …`);
    git(own, 'clone', '--quiet', '--no-checkout', repository, checkout);
    git(checkout, 'checkout', '--quiet', commit);
  } catch (cause) {
    throw new Error(`${repository} could not be cloned. ${advice(name, repository, commit)}`, { cause });
  }
}

function advice(name, repository, commit) {
  return (
    `Clone ${repository} into DIR/${name} on a machine that reaches it, check out ${commit} there, ` +
    'and name the folder: npm run bench:read -- --repos DIR'
  );
}

/** What the commit holds, without what else lies in the checkout, in a folder that a tool may write into. */
export function copyCheckout(checkout, folder) {
  git(path.dirname(folder), 'clone', '--quiet', '--no-local', checkout, folder);
}

/** Paths of the commit's files, with `/` between folders. */
export function filesOf(checkout) {
  return git(checkout, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0').filter(Boolean);
}

function git(cwd, ...args) {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
