import { hostname } from 'node:os';
import path from 'node:path';
import { type App, createApp } from '../app.js';
import { createCompute } from '../compute/compute.js';
import { loadConfig } from '../config.js';
import { createLog } from '../log.js';
import { isLoopback, isWildcard } from '../net/loopback.js';
import { untilSignal } from '../net/until-signal.js';
import { createAccountant } from '../proxy/accountant.js';
import { createAdmission } from '../proxy/admission.js';
import { NO_CONFIG, type ProxyConfig, readConfigFile } from '../proxy/config-file.js';
import { countedAsSent } from '../proxy/counted-as-sent.js';
import type { Rewrite } from '../proxy/exchange.js';
import { readHttpProxies } from '../proxy/http-proxy.js';
import { heldKeys } from '../proxy/keys/held-keys.js';
import type { ProjectPolicy } from '../proxy/project-policy.js';
import { createRewriter } from '../proxy/rewriter.js';
import { serveProxy } from '../proxy/serve-proxy.js';
import { readUpstreams } from '../proxy/upstreams.js';
import { withNativeOptions } from '../proxy/with-native-options.js';
import { DEFAULT_PROJECT } from '../store/exchange-record.js';
import { VERSION } from '../version.js';
import { defineCommand } from './command.js';
import { portOf, portOption } from './port.js';

const PORT = 7337;
const LOOPBACK = '127.0.0.1';

export const proxy = defineCommand({
  name: 'proxy',
  synopsis: '[--port N] [--host ADDRESS] [--config FILE] [--upstream NAME=URL …] [--passthrough]',
  summary: 'Stands between a client and its provider, and forwards every request.',
  options: {
    port: portOption(PORT),
    host: {
      type: 'string',
      value: 'ADDRESS',
      help: `the address (default ${LOOPBACK}); any other needs a key: ctxopt keys create`,
    },
    config: {
      type: 'string',
      value: 'FILE',
      help: 'what each project may do, and the upstreams with their keys: YAML or JSON',
    },
    upstream: {
      type: 'string',
      multiple: true,
      value: 'NAME=URL',
      help: 'where requests to /NAME/… go; a URL alone takes all. anthropic, openai and ollama are known',
    },
    passthrough: { type: 'boolean', help: 'forward every request as it came' },
  },
  async run(args, terminal) {
    const log = createLog(terminal.env.CTXOPT_LOG);
    const file = args.text('config');
    const proxyConfig =
      file === undefined ? NO_CONFIG : await readConfigFile(path.resolve(terminal.cwd, file));
    const given = args.texts('upstream');
    const configured = Object.entries(proxyConfig.upstreams).map(([name, { url }]) => `${name}=${url}`);
    const host = args.text('host') ?? LOOPBACK;
    const port = portOf(args, PORT);
    const upstreams = readUpstreams([...configured, ...given], terminal.env, { host, port });
    const providerKeys = heldKeys(proxyConfig.upstreams, given, terminal.env);
    const proxyOf = readHttpProxies(terminal.env);
    const app = createApp(loadConfig(terminal.env, terminal.cwd), log, createCompute({ kept: 1 }));
    const { policyOf } = proxyConfig;
    const admission = createAdmission({
      store: app.store,
      policyOf,
      providerKeys,
      demandsKeys: !isLoopback(host),
      log,
    });
    const accountant = createAccountant({
      store: app.store,
      log,
      thresholds: (project) => policyOf(project).thresholds,
      post: { proxyOf },
    });
    const serving = await serveProxy({
      host,
      port,
      upstreams,
      proxyOf,
      admit: admission.admit,
      requiresKeys: isLoopback(host) || (await hasKeys(app)),
      rewrite: rewriteWith(app, proxyConfig),
      observe(exchange) {
        admission.settle(exchange);
        accountant.observe(exchange);
      },
      metrics: accountant.metrics,
      passthrough: args.flag('passthrough'),
      version: VERSION,
      log,
      async unready() {
        await app.store.status();
        return undefined;
      },
    });
    // A thread's start and its modules take longer than the first request should wait.
    if (!args.flag('passthrough')) app.compute.run('count', '').catch(() => {});
    const policy = args.flag('passthrough') ? undefined : policyOf(DEFAULT_PROJECT);
    terminal.err(greeting(serving.url, host, policy));
    const signal = untilSignal();
    await signal.received;
    signal.forget();
    const left = serving.running();
    if (left > 0)
      terminal.err(`${left} ${left === 1 ? 'request goes' : 'requests go'} on. Ctrl-C ends them.\n`);
    await serving.close();
    await accountant.close();
    await app.close();
    return 0;
  },
});

/** What is done to requests, in this order. */
function rewriteWith({ store, compute, config }: App, { policyOf }: ProxyConfig): Rewrite {
  const { embedder, pruner } = config;
  const options = { store, compute, policyOf, embedder, pruner };
  const rewrite = withNativeOptions(createRewriter(options), policyOf, { compute });
  return countedAsSent(rewrite, options);
}

async function hasKeys({ store }: App): Promise<boolean> {
  return (await store.keys()).some(({ revokedAt }) => revokedAt === undefined);
}

/** @param policy of requests that name no project; undefined if every one goes out as it came */
function greeting(url: string, host: string, policy: ProjectPolicy | undefined): string {
  // An address that means all of this machine's is none that others can call.
  const called = isWildcard(host) ? url.replace(/\/\/.*(?=:\d+$)/, `//${hostname()}`) : url;
  return `ctxopt ${VERSION} forwards requests at ${url}
Set what your client reads:
  ANTHROPIC_BASE_URL=${called}
  OPENAI_BASE_URL=${called}/v1
  openai_base_url = "${called}/v1" (Codex, in its config.toml)
  OLLAMA_HOST=${called}
${treatment(policy)}
`;
}

function treatment(policy: ProjectPolicy | undefined): string {
  if (!policy) return 'Every request goes out as it came.';
  const level = `Level: ${policy.level}`;
  return policy.subscriptions ? `${level}.` : `${level}; what a subscription pays for goes out as it came.`;
}
