import type { Log } from '../log.js';
import { DEFAULT_PROJECT } from '../store/exchange-record.js';
import type { KeyStore, ProxyKey } from '../store/proxy-key.js';
import type { Provider } from './endpoint.js';
import type { Admission, Admit, Observe, RequestHead } from './exchange.js';
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

  async function within(project: string, payer: string, admitted: Admission): Promise<Admission> {
    const over = await limits.take(payer, policyOf(project).limits);
    return over ? tooMany(`The project ${project} has had its ${over.what}`, over) : admitted;
  }

  async function byKey(head: RequestHead, provider: Provider): Promise<Admission> {
    const { address, headers, upstream } = head;
    const over = await limits.mayTry(address);
    if (over) return tooMany(`From ${address} there have been ${over.what}`, over);
    const { own, isAny } = shownKey(headers);
    const key = own === undefined ? undefined : ring.find(own);
    if (!key) {
      // Nothing else is a guess at a key.
      if (own !== undefined) await limits.failed(address);
      return isAny ? WRONG_KEY : NO_KEY;
    }
    const credentials = credentialsFor(provider, upstream, providerKeys);
    if (!credentials) return notHeld(upstream!);
    return within(key.project, payerOf(key), { ok: true, project: key.project, key: key.id, credentials });
  }

  return {
    async admit(head, endpoint) {
      await ring.refresh();
      const isDemanded = demandsKeys || ring.hasKeys() || shownKey(head.headers).own !== undefined;
      if (isDemanded) return byKey(head, endpoint?.provider ?? head.provider ?? 'openai');
      const project = projectOf(head);
      return within(project, keylessPayer(project), { ok: true, project });
    },

    settle({ key, project, usage }) {
      if (!usage || policyOf(project).limits.inputTokensPerMinute === undefined) return;
      const payer = key === undefined ? keylessPayer(project) : payerOf({ id: key });
      limits.spend(payer, usage.input + usage.cacheWrite);
    },
  };
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
