import type { Compute } from '../compute/compute.js';
import { type AskedNatively, askNatively, mayBeAsked } from '../native/ask-natively.js';
import type { NativeWanted } from '../native/native-option.js';
import { forThread } from '../net/shared-bytes.js';
import { credentialsKind } from './credentials-kind.js';
import type { Rewrite, RewriteRequest, Rewritten } from './exchange.js';
import type { ProjectPolicy } from './project-policy.js';
import { searchesAreLost } from './searches-are-lost.js';
import { timedSignal } from './timed-signal.js';

interface Means {
  readonly compute: Pick<Compute, 'run'>;
  /** Milliseconds that another thread is given for a long body. Default: 500. */
  readonly limit?: number;
}

type Policy = Pick<ProjectPolicy, 'native' | 'promptCaching' | 'subscriptions'>;

/** Bytes of a body from which on it is read in another thread, as that takes milliseconds. */
const LARGE = 1024 * 1024;

const LIMIT = 500;

/**
 * A rewrite, after which Anthropic is asked for what it can do itself, if the request is paid by use, or a subscription's
 * may be altered, and the project's policy has it so. What fails leaves what was rewritten: that has to go out, as it did
 * before.
 */
export function withNativeOptions(
  rewrite: Rewrite,
  policyOf: (project: string) => Policy,
  means: Means,
): Rewrite {
  return (request) => {
    const rewriting = rewrite(request);
    if (!mayBeAsked(request.body)) return rewriting;
    const wanted = wantedOf(request, policyOf(request.project));
    if (!wanted) return rewriting;
    const ask = (rewritten: Rewritten) => afterRewrite(rewritten, wanted, request, means);
    return rewriting instanceof Promise ? rewriting.then(ask) : ask(rewriting);
  };
}

function afterRewrite(
  rewritten: Rewritten,
  wanted: NativeWanted,
  request: RewriteRequest,
  means: Means,
): Rewritten | Promise<Rewritten> {
  const { body } = rewritten;
  const answered = (asked: AskedNatively) =>
    asked.options.length === 0 ? rewritten : withAsked(rewritten, asked, request);
  const failed = (thrown: unknown): Rewritten => {
    const warning = `the provider's own options were not used: ${(thrown as Error).message}`;
    return { ...rewritten, warning: rewritten.warning ?? warning };
  };
  if (body.length >= LARGE)
    return askInThread(body, wanted, request.signal(), means).then(answered).catch(failed);
  try {
    return answered(askNatively({ body, ...wanted }));
  } catch (thrown) {
    return failed(thrown);
  }
}

/** Undefined if nothing is. Marks are for who pays by use: a subscription's clients set their own. */
function wantedOf({ endpoint, head }: RewriteRequest, policy: Policy): NativeWanted | undefined {
  const { provider, operation } = endpoint;
  if (provider !== 'anthropic' || operation !== 'chat') return undefined;
  const kind = credentialsKind(provider, head.headers);
  const mayAlter = policy.subscriptions || kind !== 'subscription';
  const { deferTools } = policy.native;
  const wanted: NativeWanted = {
    contextEditing: mayAlter && policy.native.contextEditing,
    deferTools: mayAlter && deferTools && !searchesAreLost(head.headers) ? deferTools : false,
    promptCaching: kind === 'api-key' && policy.promptCaching,
  };
  return wanted.contextEditing || wanted.deferTools || wanted.promptCaching ? wanted : undefined;
}

async function askInThread(
  body: Buffer,
  wanted: NativeWanted,
  signal: AbortSignal,
  { compute, limit = LIMIT }: Means,
): Promise<AskedNatively> {
  const timed = timedSignal(signal, limit);
  try {
    return await compute.run('askNatively', { body: forThread(body), ...wanted }, { signal: timed.signal });
  } finally {
    timed.stop();
  }
}

function withAsked(
  rewritten: Rewritten,
  { body, options, betas, breakpoints }: AskedNatively,
  { head }: RewriteRequest,
): Rewritten {
  const sent = [head.headers['anthropic-beta'] ?? []].flat().join(',');
  const missing = betas.filter((beta) => !sent.split(',').some((one) => one.trim() === beta));
  const asking = [...(sent === '' ? [] : [sent]), ...missing].join(',');
  return {
    ...rewritten,
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    ...(missing.length === 0 ? {} : { headers: { ...rewritten.headers, 'anthropic-beta': asking } }),
    ...(breakpoints === 0 ? {} : { breakpoints }),
    passes: [...rewritten.passes, ...options],
  };
}
