import { stringOf } from '../context/exact-bytes.js';
import { hashOf } from '../context/handle.js';
import { anthropicMessages } from './endpoints/anthropic-messages.js';
import type { Rewrite, RewriteRequest, Rewritten } from './exchange.js';
import type { RewriterOptions } from './passage.js';
import type { ProjectPolicy } from './project-policy.js';
import { createRewriter } from './rewriter.js';
import { withNativeOptions } from './with-native-options.js';

interface CountOptions extends RewriterOptions {
  readonly policyOf: (project: string) => ProjectPolicy;
}

/**
 * A rewrite, and for requests that only ask how many tokens a prompt has, what would be sent of it: clients decide by the
 * count when a conversation has to be compacted. Nothing is decided by it, because what is counted need not be sent, nor be
 * all of a conversation: Claude Code leaves the system prompt out.
 */
export function countedAsSent(rewrite: Rewrite, options: CountOptions): Rewrite {
  const { compute, policyOf, store } = options;
  // Made anew each time: one that is kept may remember what it decided.
  const wouldSend = () => {
    const rewriter = createRewriter({ ...options, store: unwritten(store) });
    return withNativeOptions(rewriter, (project) => unmarked(policyOf(project)), { compute });
  };
  return (request) =>
    request.endpoint.operation === 'count_tokens' ? counted(request, wouldSend()) : rewrite(request);
}

/** Nothing is billed for a count: nothing was saved. */
async function counted(request: RewriteRequest, wouldSend: Rewrite): Promise<Rewritten> {
  const { head, body, project, signal } = request;
  const would = await wouldSend({ endpoint: anthropicMessages, head, body, project, signal });
  const { session, model, headers, warning, readLate } = would;
  return {
    body: would.body,
    session,
    passes: [],
    ...(model === undefined ? {} : { model }),
    ...(headers === undefined ? {} : { headers }),
    ...(warning === undefined ? {} : { warning }),
    ...(readLate === undefined ? {} : { readLate }),
  };
}

/** The store as it is, to which nothing is added, and for which nothing was sent. */
function unwritten(store: RewriterOptions['store']): RewriterOptions['store'] {
  return {
    decisions: (keys) => store.decisions(keys, { isUnused: true }),
    putDecisions: async (decisions) => decisions,
    putOriginal: async (text) => hashOf(stringOf(text)),
  };
}

/** Marks for the cache count for nothing. */
function unmarked({ native, subscriptions }: ProjectPolicy) {
  return { native, subscriptions, promptCaching: false };
}
