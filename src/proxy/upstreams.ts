import type { IncomingHttpHeaders } from 'node:http';
import { brief, CtxoptError } from '../errors.js';
import { fromUrl, isLoopback, isWildcard } from '../net/loopback.js';
import type { Provider } from './endpoint.js';

/** Where requests go to. */
export interface Upstream {
  readonly name: string;
  /** `https://api.example.com` */
  readonly origin: string;
  /** Path that is put before a request's: `/openai`; empty if there is none. */
  readonly prefix: string;
  /** Whether its URL was given with `/v1` at the end, which a request's path may then have or leave out. */
  readonly isVersioned: boolean;
}

export interface Upstreams {
  readonly named: ReadonlyMap<string, Upstream>;
  /** Takes every request that names no other. */
  readonly only?: Upstream;
}

export interface Route {
  readonly upstream: Upstream;
  /** Whose dialect the request speaks, as far as its head tells. */
  readonly provider: Provider;
  /** With the query, and without what selected the upstream: `/v1/messages?beta=true`. */
  readonly path: string;
}

const PROVIDERS: readonly Provider[] = ['anthropic', 'openai', 'ollama'];

/** Name of the upstream that has none. */
const ONLY = 'default';

/** Where the proxy itself listens. */
export interface OwnAddress {
  readonly host: string;
  readonly port: number;
}

/** Names that mean something already, most of them as first segments of paths. */
const TAKEN = ['v1', 'api', 'health', 'ready', 'metrics', ONLY];

/**
 * @param given each `NAME=URL`, or one bare URL that takes everything; the three providers stand beside them
 * @param env as `process.env`: `OLLAMA_HOST` is where Ollama listens, but where it names the proxy, as Ollama's clients are told
 * to have it
 * @throws CtxoptError `invalid_input` for what is neither, and for the proxy itself, which would ask itself without end
 */
export function readUpstreams(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  own?: OwnAddress,
): Upstreams {
  const ollama = readUpstream('ollama', ollamaUrl(env.OLLAMA_HOST));
  const named = new Map<string, Upstream>([
    ['anthropic', readUpstream('anthropic', 'https://api.anthropic.com')],
    ['openai', readUpstream('openai', 'https://api.openai.com')],
    ['ollama', isOwn(ollama, own) ? readUpstream('ollama', ollamaUrl(undefined)) : ollama],
  ]);
  let only: Upstream | undefined;
  for (const entry of given) {
    const pair = /^([^=:/?#]*)=(.*)$/s.exec(entry);
    if (pair) {
      named.set(nameOf(pair[1]!), readUpstream(pair[1]!, pair[2]!));
    } else if (only) {
      throw new CtxoptError(
        'invalid_input',
        'Two upstreams have no name.',
        'Name them: --upstream NAME=URL; requests to /NAME/… go there.',
      );
    } else {
      only = readUpstream(ONLY, entry);
    }
  }
  const self = [...named.values(), ...(only ? [only] : [])].find((upstream) => isOwn(upstream, own));
  if (self) {
    throw new CtxoptError(
      'invalid_input',
      `The upstream ${self.name} is ${self.origin}, where this proxy itself would listen.`,
      'Name the provider there, or another --port.',
    );
  }
  return { named, ...(only ? { only } : {}) };
}

/**
 * Where a request goes: to the upstream that the first segment of its path names, else to the only one, else to the
 * provider whose request it is.
 * @param target path and query
 */
export function routeOf(
  { named, only }: Upstreams,
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
): Route | undefined {
  const [, name, rest] = /^\/([a-z][a-z0-9-]*)(?=[/?]|$)(.*)$/s.exec(target) ?? [];
  const byName = name === undefined ? undefined : named.get(name);
  const upstream = byName ?? only;
  const asked = byName ? (rest!.startsWith('/') ? rest! : `/${rest!}`) : target;
  if (upstream) {
    const path = upstream.isVersioned && !/^\/v1(?=[/?]|$)/.test(asked) ? `/v1${asked}` : asked;
    const own = PROVIDERS.find((provider) => provider === upstream.name);
    return { upstream, path, provider: tellingProvider(method, path, headers) ?? own ?? 'openai' };
  }
  const provider =
    tellingProvider(method, target, headers) ?? (/^\/v1\//.test(target) ? 'openai' : undefined);
  const found = provider && named.get(provider);
  return found && { upstream: found, provider, path: target };
}

/**
 * Whether a path leaves the folder it begins in: below an upstream's prefix it must not. Seen through percent signs,
 * backslashes and path parameters, which servers treat in various ways.
 */
export function climbs(path: string): boolean {
  return /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?=$|[/\\?#;]|%2f|%5c|%3b)/i.test(path.split('?', 1)[0]!);
}

/** The provider that alone is asked so. */
function tellingProvider(method: string, path: string, headers: IncomingHttpHeaders): Provider | undefined {
  if (headers['anthropic-version'] !== undefined || headers['anthropic-beta'] !== undefined)
    return 'anthropic';
  if (/^\/v1\/(?:messages|complete)(?=[/?]|$)/.test(path)) return 'anthropic';
  if (method === 'HEAD' && /^\/api\/hello(?=\?|$)/.test(path)) return 'anthropic';
  return path.startsWith('/api/') ? 'ollama' : undefined;
}

function nameOf(name: string): string {
  if (/^[a-z][a-z0-9-]{0,63}$/.test(name) && !TAKEN.includes(name)) return name;
  throw new CtxoptError(
    'invalid_input',
    `No upstream can be called "${brief(name)}".`,
    `Use lower-case letters, digits and hyphens; ${TAKEN.join(', ')} are taken.`,
  );
}

function readUpstream(name: string, given: string): Upstream {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new CtxoptError(
      'invalid_input',
      `The upstream ${name} has no http(s) URL.`,
      'Say --upstream NAME=https://host[:port][/path], or --upstream URL to send everything there.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new CtxoptError(
      'invalid_input',
      `The URL of the upstream ${name} holds credentials.`,
      'Leave them out: the client sends its own with each request.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  const isVersioned = path.endsWith('/v1');
  return { name, origin: url.origin, prefix: isVersioned ? path.slice(0, -3) : path, isVersioned };
}

function isOwn({ origin }: Upstream, own: OwnAddress | undefined): boolean {
  const { protocol, hostname, port } = new URL(origin);
  if (own === undefined || protocol !== 'http:' || Number(port || 80) !== own.port) return false;
  const host = fromUrl(hostname);
  return host === own.host || (isLoopback(host) && (isLoopback(own.host) || isWildcard(own.host)));
}

/** As Ollama reads it: `host`, `host:port`, `:port` or a URL, and the address to listen on may stand for the one to call. */
function ollamaUrl(host: string | undefined): string {
  if (!host) return 'http://127.0.0.1:11434';
  if (/^https?:\/\//.test(host)) return host;
  const [, name = '', port] = /^(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(host) ?? [];
  const called = name === '' || name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name;
  return `http://${called}:${port ?? 11_434}`;
}
