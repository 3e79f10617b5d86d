import { membersAt, stringAt } from '../../formats/scan-json.js';
import { findModel } from '../../tokens/models.js';
import type { Rewrite, RewriteRequest, Rewritten } from '../exchange.js';
import { withInsertions } from '../with-insertions.js';
import { mayAsk, type NativePolicy } from './may-ask.js';

/** Name of this step among the passes. */
const NAME = 'context-editing';

/** platform.claude.com/docs/en/build-with-claude/context-editing, as of October 2026. */
const BETA = 'context-management-2025-06-27';

/** Older ones do not have it, or no longer. */
const SUPPORTED: ReadonlySet<string> = new Set([
  'claude-fable-5-1',
  'claude-fable-5',
  'claude-opus-5-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-opus-4-6',
  'claude-opus-4-5',
  'claude-sonnet-5-5',
  'claude-sonnet-5',
  'claude-sonnet-4-6',
  'claude-sonnet-4-5',
  'claude-haiku-5-5',
  'claude-haiku-4-5',
]);

/**
 * The provider's default, from 100,000 tokens on all but the last three results, but never less than a fifth of that at
 * once: each time, what follows the first result that goes has to be written to the cache again.
 */
const EDITS = {
  edits: [{ type: 'clear_tool_uses_20250919', clear_at_least: { type: 'input_tokens', value: 20_000 } }],
};

/**
 * A rewrite, after which Anthropic is asked to clear old results of tools itself where the client says nothing of that,
 * if the project's policy has it so, and the model can.
 */
export function withContextEditing(rewrite: Rewrite, policyOf: (project: string) => NativePolicy): Rewrite {
  return async (request) => {
    const rewritten = await rewrite(request);
    const policy = policyOf(request.project);
    return policy.native.contextEditing && mayAsk(request, policy) ? edited(rewritten, request) : rewritten;
  };
}

function edited(rewritten: Rewritten, { head }: RewriteRequest): Rewritten {
  // One code unit a byte, so that places in it are places in the body.
  const body = rewritten.body.toString('latin1');
  const open = body.indexOf('{');
  const root = membersAt(body, open);
  const model = stringAt(body, root.get('model')) ?? '';
  if (root.has('context_management') || body[root.get('tools') ?? -1] !== '[') return rewritten;
  if (!SUPPORTED.has(findModel(model)?.id ?? '')) return rewritten;
  const member = { at: open + 1, text: `"context_management":${JSON.stringify(EDITS)},` };
  const betas = [head.headers['anthropic-beta'] ?? []].flat().join(',');
  const isAsked = betas.split(',').some((beta) => beta.trim() === BETA);
  return {
    ...rewritten,
    body: withInsertions(rewritten.body, [member]),
    ...(isAsked ? {} : { headers: { 'anthropic-beta': betas === '' ? BETA : `${betas},${BETA}` } }),
    passes: [...rewritten.passes, NAME],
  };
}
