import { BlockList, isIP } from 'node:net';
import { CtxoptError } from '../errors.js';
import { fromUrl, isLoopback } from '../net/loopback.js';

/** A proxy that a company's machines have to go through to reach others. */
export interface HttpProxy {
  /** `http://proxy.example.com:3128`, without credentials. */
  readonly origin: string;
  /** What goes into `Proxy-Authorization`. */
  readonly authorization?: string;
}

/** The proxy that an upstream is reached through; undefined if it is reached directly. */
export type HttpProxyOf = (origin: string) => HttpProxy | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `HTTPS_PROXY` for upstreams of `https`, `HTTP_PROXY` for those of `http`, and `NO_PROXY`, as curl does: in lower
 * case they come first. What listens on this machine is always reached directly.
 * @throws CtxoptError `invalid_input` for a proxy that is none of http or https; it does not quote it, for it may hold a password
 */
export function readHttpProxies(env: Environment): HttpProxyOf {
  const proxies = { 'http:': readProxy('http_proxy', env), 'https:': readProxy('https_proxy', env) };
  const isExcepted = readExceptions(variable('no_proxy', env));
  return (origin) => {
    const { protocol, hostname, port } = new URL(origin);
    const host = fromUrl(hostname);
    if (isLoopback(host) || isExcepted(host, port || (protocol === 'https:' ? '443' : '80')))
      return undefined;
    return proxies[protocol as 'http:' | 'https:'];
  };
}

function variable(name: string, env: Environment): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

function readProxy(name: string, env: Environment): HttpProxy | undefined {
  const value = variable(name, env);
  if (value === '') return undefined;
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new CtxoptError(
      'invalid_input',
      `${name.toUpperCase()} names no proxy of HTTP.`,
      `Set ${name.toUpperCase()}=http://HOST:PORT, or unset it.`,
    );
  }
  const { origin, username, password } = url;
  if (username === '' && password === '') return { origin };
  const credentials = `${plain(username)}:${plain(password)}`;
  return { origin, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** Without percent signs, where they are meant so. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether `NO_PROXY` excepts a host: by its name or one above it, its address, a network as `10.0.0.0/8`, or `*`; of one port or all. */
function readExceptions(list: string): (host: string, port: string) => boolean {
  const networks = new BlockList();
  const tests: ((host: string, port: string) => boolean)[] = [];
  for (const entry of list.toLowerCase().split(/[\s,]+/)) {
    if (entry === '') continue;
    const [, network, bits] = /^([\da-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
    const family = isIP(network ?? '');
    if (family > 0 && Number(bits) <= (family === 4 ? 32 : 128)) {
      networks.addSubnet(network!, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
      continue;
    }
    const [, named, port] = isIP(entry) === 6 ? [entry, entry] : /^(.*?)(?::(\d+))?$/.exec(entry)!;
    const name = fromUrl(named!).replace(/^\*?\./, '');
    const isMeant = (host: string) => name === '*' || host === name || host.endsWith(`.${name}`);
    tests.push((host, at) => (port === undefined || port === at) && isMeant(host));
  }
  return (host, port) => {
    const family = isIP(host);
    if (family > 0 && networks.check(host, family === 4 ? 'ipv4' : 'ipv6')) return true;
    return tests.some((test) => test(host.toLowerCase(), port));
  };
}
