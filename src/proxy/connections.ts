import { buildConnector, type Dispatcher, Pool } from 'undici';
import { connectThrough } from './connect-through.js';
import type { HttpProxyOf } from './http-proxy.js';
import type { Upstream } from './upstreams.js';

export interface ConnectionsOptions {
  /** To connect, in milliseconds. */
  readonly connect: number;
  /** Without a byte from an upstream, in milliseconds. */
  readonly idle: number;
  /** Longest head of a response, in bytes. */
  readonly headLimit: number;
  readonly proxyOf: HttpProxyOf;
}

/** The proxy's connections to its upstreams. */
export interface Connections {
  dispatcherOf(upstream: Upstream): Dispatcher;
  /** Opens a connection of its own, as those of the dispatcher are opened. */
  connectorOf(upstream: Upstream): buildConnector.connector;
  /** Ends all of them at once. */
  close(): Promise<void>;
}

export function createConnections({ connect, idle, headLimit, proxyOf }: ConnectionsOptions): Connections {
  const pools = new Map<string, Pool>();
  const direct = buildConnector({ timeout: connect });

  function connectorOf({ origin }: Upstream): buildConnector.connector {
    const proxy = proxyOf(origin);
    return proxy ? connectThrough(proxy, connect) : direct;
  }

  return {
    connectorOf,
    dispatcherOf(upstream) {
      let pool = pools.get(upstream.origin);
      if (!pool) {
        const times = { headersTimeout: idle, bodyTimeout: idle };
        pool = new Pool(upstream.origin, {
          connect: connectorOf(upstream),
          ...times,
          maxHeaderSize: headLimit,
        });
        pools.set(upstream.origin, pool);
      }
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
