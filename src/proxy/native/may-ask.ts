import { credentialsKind } from '../credentials-kind.js';
import type { RewriteRequest } from '../exchange.js';
import type { ProjectPolicy } from '../project-policy.js';

export type NativePolicy = Pick<ProjectPolicy, 'native' | 'subscriptions'>;

/** Whether Anthropic may be asked for more than the client asks: a conversation, and no subscription's unless that is allowed. */
export function mayAsk({ endpoint, head }: RewriteRequest, { subscriptions }: NativePolicy): boolean {
  const { provider, operation } = endpoint;
  if (provider !== 'anthropic' || operation !== 'chat') return false;
  return subscriptions || credentialsKind(provider, head.headers) !== 'subscription';
}
