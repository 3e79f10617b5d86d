import type { Log } from '../log.js';
import { DEFAULT_PROJECT } from '../store/exchange-record.js';
import type { KeyStore, ProxyKey } from '../store/proxy-key.js';
import type { Endpoint, Provider } from './endpoint.js';
import { endpoints } from './endpoints.js';
import type { Admission, Admit, Exchange, Observe, RequestHead } from './exchange.js';
import { createKeyRing } from './keys/key-ring.js';
import { createRateLimits, type Exhausted } from './keys/rate-limits.js';
import { shownKey } from './keys/shown-key.js';
import { isProjectName } from './project-name.js';
import type { ProjectPolicy } from './project-policy.js';

export interface AdmissionOptions {
  readonly store: Pick<KeyStore, 'keys'>;
  readonly policyOf: (project: string) => Pick<ProjectPolicy, 'limits'>;
  /** The providers' keys that the proxy holds, by upstream. */
  readonly providerKeys: ReadonlyMap<string, string>;
  /** Whether a key is demanded even if there is none: where other machines reach the proxy. */
  readonly demandsKeys: boolean;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface AdmissionControl {
  readonly admit: Admit;
  /** Counts what a request has used: to be told of each when it has ended. */
  readonly settle: Observe;
}

type Refusal = Extract<Admission, { readonly ok: false }>;

/**
 * Decides who may pass, as which project, and how often. Once there is a key, everybody has to show one; the provider's
 * goes out in its place. Before that, clients on this machine pass with what they bring for the provider.
 */
export function createAdmission(options: AdmissionOptions): AdmissionControl {
  const { store, policyOf, providerKeys, demandsKeys, log, now = Date.now } = options;
  const ring = createKeyRing({ store, log, now });
  const limits = createRateLimits();

  function within(project: string, payer: string, admitted: Admission): Admission | Promise<Admission> {
    const taking = limits.take(payer, policyOf(project).limits);
    if (!taking) return admitted;
    return taking.then((over) =>
      over ? tooMany(`The project ${project} has had its ${over.what}`, over) : admitted,
    );
  }

  async function byKey(head: RequestHead, provider: Provider): Promise<Admission> {
    const { address, headers, upstream } = head;
    const { own, isAny } = shownKey(headers);
    const key = own === undefined ? undefined : ring.find(own);
    if (!key) {
      // Whoever shows a key waits for nobody else's guesses: many may come from one address, by way of a reverse proxy.
      const over = await limits.mayTry(address);
      if (over) return tooMany(`From ${address} there have been ${over.what}`, over);
      // Nothing else is a guess at a key.
      if (own !== undefined) await limits.failed(address);
      return isAny ? WRONG_KEY : NO_KEY;
    }
    const credentials = credentialsFor(provider, upstream, providerKeys);
    if (!credentials) return notHeld(upstream!);
    return within(key.project, payerOf(key), { ok: true, project: key.project, key: key.id, credentials });
  }

  function decide(head: RequestHead, endpoint: Endpoint | undefined): Admission | Promise<Admission> {
    const isDemanded = demandsKeys || ring.hasKeys() || shownKey(head.headers).own !== undefined;
    if (isDemanded) return byKey(head, endpoint?.provider ?? head.provider ?? 'openai');
    const project = projectOf(head);
    return within(project, keylessPayer(project), { ok: true, project });
  }

  return {
    admit(head, endpoint) {
      const refreshing = ring.refresh();
      return refreshing ? refreshing.then(() => decide(head, endpoint)) : decide(head, endpoint);
    },

    settle(exchange) {
      const { key, project } = exchange;
      const limit = policyOf(project).limits.inputTokensPerMinute;
      if (limit === undefined) return;
      const payer = key === undefined ? keylessPayer(project) : payerOf({ id: key });
      limits.spend(payer, uncachedTokens(exchange), limit);
    },
  };
}

/** Bytes that a token stands for, about. */
const BYTES_PER_TOKEN = 4;

const BILLED_ENDPOINTS = new Set(endpoints.filter(({ tap }) => tap !== undefined).map(({ name }) => name));

/** As billed; a response that does not say, or was not waited for, cost no less than was sent, as far as that can be told. */
function uncachedTokens({ usage, endpoint = '', status, requestBytes = 0, tokensAfter }: Exchange): number {
  if (usage) return usage.input + usage.cacheWrite;
  if (status >= 400 || !BILLED_ENDPOINTS.has(endpoint)) return 0;
  return tokensAfter ?? requestBytes / BYTES_PER_TOKEN;
}

function payerOf({ id }: Pick<ProxyKey, 'id'>): string {
  return `key ${id}`;
}

/** Without a key only this machine is served: all of its addresses are one. */
function keylessPayer(project: string): string {
  return `project ${project}`;
}

function projectOf({ headers }: RequestHead): string {
  const named = headers['x-ctxopt-project'];
  return typeof named === 'string' && isProjectName(named) ? named : DEFAULT_PROJECT;
}

/** What stands in for the proxy's own key; undefined if there is nothing that could. */
function credentialsFor(
  provider: Provider,
  upstream: string | undefined,
  providerKeys: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> | undefined {
  const key = upstream === undefined ? undefined : providerKeys.get(upstream);
  // What the proxy serves itself needs none, nor does Ollama.
  if (key === undefined) return upstream === undefined || provider === 'ollama' ? {} : undefined;
  return provider === 'anthropic' ? { 'x-api-key': key } : { authorization: `Bearer ${key}` };
}

const NO_KEY: Refusal = {
  ok: false,
  status: 401,
  message:
    'ctxopt demands a key of its own here, as x-api-key or as a bearer token. Whoever runs it makes one by: ctxopt keys create --project NAME',
};

const WRONG_KEY: Refusal = {
  ok: false,
  status: 401,
  message:
    'This is no key of ctxopt, or it was revoked. Whoever runs it makes another by: ctxopt keys create --project NAME',
};

function notHeld(upstream: string): Refusal {
  return {
    ok: false,
    status: 403,
    message: `ctxopt holds no provider's key for the upstream ${upstream}. Name the environment variable that has it in the configuration file, as upstreams.${upstream}.keyFrom, and start it by: ctxopt proxy --config FILE`,
  };
}

function tooMany(what: string, { wait }: Exhausted): Refusal {
  return { ok: false, status: 429, message: `${what}. Try again in ${wait} s.`, retryAfter: wait };
}
