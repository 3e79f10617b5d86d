import type { Served } from '../../billing/price-at.js';
import type { Usage } from '../../context/agent-session.js';
import { count, errorName, member, note, type Wire, word } from './wire.js';

/**
 * `/v1/messages`. A stream's `message_start` tells the prompt, its `message_delta` the totals so far, which for tools
 * that run at the provider's are more than the prompt was. Each figure that comes later replaces the earlier.
 */
export const anthropicMessages: Wire = {
  telling: /"type":\s*"(?:message_start|message_delta|message_stop|error)"/,
  paths: [['type'], ['model'], ['stop_reason'], ['usage'], ['error']],
  read: (document, seen) => {
    const type = word(document, 'type');
    if (type === 'error') {
      seen.errorType = errorName(word(member(document, 'error'), 'type'));
      return;
    }
    if (type === 'message_stop') seen.isFinished = true;
    const told =
      type === 'message_start'
        ? member(document, 'message')
        : type === 'message_delta'
          ? member(document, 'delta')
          : document;
    note(seen, { model: word(told, 'model'), stopReason: word(told, 'stop_reason') });
    const billed = member(type === 'message_delta' ? document : told, 'usage');
    if (!billed) return;
    seen.usage = usageOf(billed, seen.usage);
    const served = servedAs(billed);
    if (served.length > 0) seen.served = served;
  },
};

function servedAs(billed: unknown): readonly Served[] {
  return [
    ...(word(billed, 'speed') === 'fast' ? (['fast'] as const) : []),
    ...(word(billed, 'inference_geo') === 'us' ? (['us'] as const) : []),
  ];
}

function usageOf(billed: unknown, before: Usage | undefined): Usage {
  const total = (name: string) => {
    const own = count(billed, name);
    return own === undefined ? undefined : own + compacted(billed, name);
  };
  const hour = count(member(billed, 'cache_creation'), 'ephemeral_1h_input_tokens') ?? before?.cacheWriteHour;
  return {
    input: total('input_tokens') ?? before?.input ?? 0,
    cacheWrite: total('cache_creation_input_tokens') ?? before?.cacheWrite ?? 0,
    cacheRead: total('cache_read_input_tokens') ?? before?.cacheRead ?? 0,
    output: total('output_tokens') ?? before?.output ?? 0,
    ...(hour === undefined ? {} : { cacheWriteHour: hour }),
  };
}

/** Compaction at the provider's is billed as a request of its own, which the totals leave out. */
function compacted(billed: unknown, name: string): number {
  const all = member(billed, 'iterations');
  if (!Array.isArray(all)) return 0;
  return all
    .filter((one) => word(one, 'type') === 'compaction')
    .reduce((sum: number, one) => sum + (count(one, name) ?? 0), 0);
}
