import { homedir } from 'node:os';
import path from 'node:path';

/** Everything that the environment decides, read once at the start. */
export interface Config {
  /** Path of the SQLite database, or `:memory:`. */
  readonly storeLocation: string;
  /** Absolute folders that may be read: the working folder, then `CTXOPT_ROOTS`. Roots that a client names come first. */
  readonly roots: readonly string[];
  /** Names or globs of files that are read although they look like secrets: `CTXOPT_ALLOW`, comma-separated. */
  readonly allowedSecrets: readonly string[];
  /** `CTXOPT_HTTP_TOKEN`; checked where it is used. */
  readonly httpToken?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param env as `process.env`
 * @param cwd the working folder, absolute. It is a root unless it is a home folder or the top of a disk: clients that
 *   start servers there did not mean to open all of it.
 */
export function loadConfig(env: Environment, cwd: string): Config {
  const named = (env.CTXOPT_ROOTS ?? '')
    .split(path.delimiter)
    .filter((root) => root !== '')
    .map((root) => path.resolve(cwd, root));
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const tooWide = isTopOfDisk(cwd) || cwd === path.resolve(home);
  return {
    storeLocation: storeLocation(env, home),
    roots: [...new Set(tooWide ? named : [cwd, ...named])],
    allowedSecrets: (env.CTXOPT_ALLOW ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    ...(env.CTXOPT_HTTP_TOKEN ? { httpToken: env.CTXOPT_HTTP_TOKEN } : {}),
  };
}

/** Whether a folder, absolute, holds everything on its disk: no workspace that anyone means to open. */
export function isTopOfDisk(folder: string): boolean {
  return path.resolve(folder) === path.parse(folder).root;
}

/** `CTXOPT_HOME`, else the user's data folder: `XDG_DATA_HOME`, `LOCALAPPDATA` on Windows, `~/.local/share`. */
function storeLocation(env: Environment, home: string): string {
  if (env.CTXOPT_HOME === ':memory:') return ':memory:';
  const data = env.XDG_DATA_HOME || env.LOCALAPPDATA || path.join(home, '.local', 'share');
  return path.join(path.resolve(env.CTXOPT_HOME || path.join(data, 'ctxopt')), 'ctxopt.db');
}
