import { anthropicPrompt } from '../../src/billing/anthropic-prompt.js';
import { cacheRulesOf } from '../../src/billing/cache-rules.js';
import { openaiPrompt } from '../../src/billing/openai-prompt.js';
import { markFault, type PromptCache } from '../../src/billing/prompt-cache.js';
import type { Usage } from '../../src/context/agent-session.js';
import type { ScriptedRoute } from './routes.js';
import type { Part } from './script.js';
import { toolFault } from './tool-fault.js';

export interface Billing {
  readonly cache: PromptCache;
  readonly countTokens: (text: string) => number;
  readonly now: () => number;
}

export type Billed = { readonly usage: Usage; readonly fault?: never } | { readonly fault: string };

/** What the provider would bill for a request and its answer, or why it refuses the request. */
export function billingOf(
  { provider }: ScriptedRoute,
  request: Readonly<Record<string, unknown>>,
  parts: readonly Part[],
  { cache, countTokens, now }: Billing,
): Billed {
  const said = parts.map((part) =>
    part.type === 'tool' ? JSON.stringify([part.name, part.input]) : part.text,
  );
  const output = Math.max(
    1,
    said.reduce((sum, text) => sum + countTokens(text), 0),
  );
  if (provider === 'ollama') {
    const input = countTokens(JSON.stringify(request.messages ?? request.prompt ?? ''));
    return { usage: { input, cacheWrite: 0, cacheRead: 0, output } };
  }
  const refusal = provider === 'anthropic' ? toolFault(request) : undefined;
  if (refusal !== undefined) return { fault: refusal };
  const prompt =
    provider === 'anthropic' ? anthropicPrompt(request, countTokens) : openaiPrompt(request, countTokens);
  const fault = markFault(prompt, cacheRulesOf(provider, prompt.model));
  return fault === undefined ? { usage: cache.request(prompt, now(), { output }) } : { fault };
}
