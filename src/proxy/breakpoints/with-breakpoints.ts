import { credentialsKind } from '../credentials-kind.js';
import type { Rewrite, RewriteRequest } from '../exchange.js';
import type { ProjectPolicy } from '../project-policy.js';
import { markPrompt } from './mark-prompt.js';

/** Name of this step among the passes. */
const NAME = 'cache-breakpoints';

/**
 * A rewrite, after which Anthropic is told what to cache where the client did not, if the request is paid by use and the
 * project's policy has it so.
 */
export function withBreakpoints(
  rewrite: Rewrite,
  policyOf: (project: string) => Pick<ProjectPolicy, 'promptCaching'>,
): Rewrite {
  return async (request) => {
    const rewritten = await rewrite(request);
    if (!isWanted(request) || !policyOf(request.project).promptCaching) return rewritten;
    try {
      const { body, marks } = markPrompt(rewritten.body);
      if (marks === 0) return rewritten;
      return { ...rewritten, body, breakpoints: marks, passes: [...rewritten.passes, NAME] };
    } catch (thrown) {
      // What was rewritten has to go out all the same, as it did before.
      return {
        ...rewritten,
        warning: rewritten.warning ?? `nothing was marked for the cache: ${(thrown as Error).message}`,
      };
    }
  };
}

function isWanted({ endpoint, head }: RewriteRequest): boolean {
  const { provider, operation } = endpoint;
  if (provider !== 'anthropic' || operation !== 'chat') return false;
  return credentialsKind(provider, head.headers) === 'api-key';
}
