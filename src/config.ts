import { homedir } from 'node:os';
import path from 'node:path';
import type { EmbedderChoice } from './similarity/create-embedder.js';
import type { TokenPrunerChoice } from './similarity/create-token-pruner.js';

/** Everything that the environment decides, read once at the start. */
export interface Config {
  /** Path of the SQLite database, or `:memory:`. */
  readonly storeLocation: string;
  /** Absolute folders that may be read: the working folder, then `CTXOPT_ROOTS`. Roots that a client names come first. */
  readonly roots: readonly string[];
  /** Names or globs of files that are read although they look like secrets: `CTXOPT_ALLOW`, comma-separated. */
  readonly allowedSecrets: readonly string[];
  /** `CTXOPT_EMBEDDER`: `static` (default), `none`, `transformers[:MODEL]`, or `URL#MODEL` of an embeddings endpoint. */
  readonly embedder: EmbedderChoice;
  /** `CTXOPT_PRUNER`: `none` (default), or `transformers:FOLDER` of a token classifier. */
  readonly pruner: TokenPrunerChoice;
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
    embedder: embedderChoice(env, cwd),
    pruner: prunerChoice(env, cwd),
    ...(env.CTXOPT_HTTP_TOKEN ? { httpToken: env.CTXOPT_HTTP_TOKEN } : {}),
  };
}

const SENTENCE_ENCODER = 'Xenova/all-MiniLM-L6-v2';

/** A model is a folder if it is written like one; else it is a name on the hub, which is asked only if that is allowed. */
function embedderChoice(env: Environment, cwd: string): EmbedderChoice {
  const asked = env.CTXOPT_EMBEDDER || 'static';
  if (asked === 'static' || asked === 'none') return { kind: asked };
  const encoder = /^transformers(?::(.+))?$/.exec(asked);
  if (encoder) {
    const model = encoder[1] ?? SENTENCE_ENCODER;
    const isFolder = /^(?:\.|\/|[A-Za-z]:[\\/])/.test(model);
    return {
      kind: 'transformers',
      model: isFolder ? path.resolve(cwd, model) : model,
      mayDownload: env.CTXOPT_EMBEDDER_DOWNLOAD === '1',
      ...modulesFolder(env, cwd),
    };
  }
  const endpoint = /^(https?:\/\/[^#]+)#(.+)$/.exec(asked);
  if (!endpoint || !URL.canParse(endpoint[1]!)) return { kind: 'unknown', asked };
  const key = env.CTXOPT_EMBEDDER_KEY;
  return { kind: 'endpoint', url: endpoint[1]!, model: endpoint[2]!, ...(key ? { key } : {}) };
}

function prunerChoice(env: Environment, cwd: string): TokenPrunerChoice {
  const asked = env.CTXOPT_PRUNER || 'none';
  if (asked === 'none') return { kind: 'none' };
  const folder = /^transformers:(.+)$/.exec(asked)?.[1];
  if (folder === undefined) return { kind: 'unknown', asked };
  return { kind: 'transformers', model: path.resolve(cwd, folder), ...modulesFolder(env, cwd) };
}

/** Where the optional packages are, if not beside ctxopt. */
function modulesFolder(env: Environment, cwd: string): { readonly modules?: string } {
  return env.CTXOPT_MODULES ? { modules: path.resolve(cwd, env.CTXOPT_MODULES) } : {};
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
