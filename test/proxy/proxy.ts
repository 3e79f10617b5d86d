import { onTestFinished, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import type { Exchange } from '../../src/proxy/exchange.js';
import { type ProxyServing, type ServeProxyOptions, serveProxy } from '../../src/proxy/serve-proxy.js';
import { readUpstreams } from '../../src/proxy/upstreams.js';

export interface Proxy extends ProxyServing {
  readonly exchanges: Exchange[];
  /** Lines of the log, at the level `debug`. */
  readonly logged: string[];
}

/** A proxy on a free port, which sends everything to one URL. */
export async function startProxy(upstream: string, options: Partial<ServeProxyOptions> = {}): Promise<Proxy> {
  const exchanges: Exchange[] = [];
  const logged: string[] = [];
  const serving = await serveProxy({
    host: '127.0.0.1',
    port: 0,
    upstreams: readUpstreams([upstream], {}),
    version: '1.2.3',
    log: createLog('debug', (line) => logged.push(line)),
    observe: (exchange) => exchanges.push(exchange),
    ...options,
    times: { grace: 200, ...options.times },
  });
  onTestFinished(() => serving.close());
  return { ...serving, exchanges, logged };
}

/** The one exchange that was observed, once it is. */
export async function exchangeOf({ exchanges }: Proxy): Promise<Exchange> {
  await vi.waitFor(() => {
    if (exchanges.length === 0) throw new Error('no exchange was observed yet');
  });
  if (exchanges.length > 1) throw new Error(`${exchanges.length} exchanges were observed`);
  return exchanges[0]!;
}
