import { membersAt, stringAt } from '../formats/scan-json.js';
import { findModel } from '../tokens/models.js';
import type { NativeOption } from './native-option.js';
import { threadOf } from './thread-of.js';

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
 * Where the client says nothing of clearing old results of tools, and the model can, Anthropic is asked to do so: but not in
 * a thread, in which it refuses that.
 */
export const contextEditing: NativeOption = {
  name: 'context-editing',
  beta: BETA,
  ask(body, wanted) {
    if (!wanted.contextEditing) return [];
    const open = body.indexOf('{');
    const root = membersAt(body, open);
    const model = stringAt(body, root.get('model')) ?? '';
    if (root.has('context_management') || body[root.get('tools') ?? -1] !== '[') return [];
    if (threadOf(body, root) !== undefined) return [];
    if (!SUPPORTED.has(findModel(model)?.id ?? '')) return [];
    return [{ at: open + 1, text: `"context_management":${JSON.stringify(EDITS)},` }];
  },
};
