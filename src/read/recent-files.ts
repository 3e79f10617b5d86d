import { execFile } from 'node:child_process';
import path from 'node:path';

export interface RecentChanges {
  /** Files, relative to the folder asked for with `/`, each with a weight above 0: the later and the more often, the more. */
  readonly files: ReadonlyMap<string, number>;
  /** When the last commit was made, milliseconds since the epoch; absent if there is none. */
  readonly committed?: number;
}

const COMMITS = 200;

/** What a commit counts for, of what the next one does: half at the thirtieth. */
const DECAY = 0.977;

/** Files beyond which a commit is of a machine's making, and says nothing of any of them. */
const MOST_FILES = 100;

const TIME_LIMIT_MS = 3_000;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A repository that was cloned from a stranger brings a configuration that may name programs to run. Of those that `git
 * log` knows, each is turned off: the check of signatures, drivers of diffs, a watcher of files, a pager, and whatever
 * fetches objects that are missing. A repository within another's files is not taken for one.
 */
const HARDENED = [
  ...['-c', 'log.showSignature=false'],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.pager=cat'],
  ...['-c', 'safe.bareRepository=explicit'],
  ...['--no-pager', '--no-replace-objects', '--literal-pathspecs'],
];

const LOG = [
  'log',
  ...['-n', `${COMMITS}`, '--no-merges', '--format=%x00%ct', '--name-only', '-z', '--relative'],
  ...['--no-renames', '--no-ext-diff', '--no-textconv', '--no-show-signature', '--no-notes', '--no-mailmap'],
  ...['--no-decorate', '--ignore-submodules=all', '--submodule=short'],
];

/** The caller's own variables that steer git stay out: this is about the folder alone. */
function hardenedEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', USERPROFILE = '', SystemRoot = '' } = process.env;
  return {
    PATH,
    HOME,
    USERPROFILE,
    SystemRoot,
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
}

/** What git's latest commits changed in a folder; nothing where there is no git, or no repository. Never rejects. */
export async function recentFiles(folder: string, signal?: AbortSignal): Promise<RecentChanges> {
  return new Promise((resolve) => {
    const options = {
      // Not in the folder: where PATH has an empty or relative entry, and on Windows always, a program is looked for there first.
      cwd: path.dirname(process.execPath),
      env: hardenedEnvironment(),
      timeout: TIME_LIMIT_MS,
      maxBuffer: MOST_BYTES,
      windowsHide: true,
      ...(signal ? { signal } : {}),
    };
    // What was said before time or room ran out holds as well; the last name may be cut.
    execFile('git', ['-C', folder, ...HARDENED, ...LOG], options, (error, stdout) =>
      resolve(changesIn(stdout, error !== null)),
    );
  });
}

/** Each commit is an empty field, its time, and after a line end the files' names. */
function changesIn(output: string, cut: boolean): RecentChanges {
  const files = new Map<string, number>();
  let committed: number | undefined;
  let weight = 1;
  const commits = output.slice(1).split('\0\0');
  if (cut) commits.pop();
  for (const commit of commits) {
    const [time = '', ...names] = commit.split('\0');
    if (time === '') continue;
    committed ??= Number(time) * 1000;
    const changed = names.map((name) => name.replace(/^\n/, '')).filter((name) => name !== '');
    if (changed.length <= MOST_FILES) {
      for (const name of changed) files.set(name, (files.get(name) ?? 0) + weight);
    }
    weight *= DECAY;
  }
  return committed === undefined ? { files } : { files, committed };
}
