import { HOUR, MINUTE } from '../billing/cache-rules.js';

/**
 * How long a provider may keep a prompt cached without use, in milliseconds: the longest that it says, since to take a
 * cache for gone that is there costs money. Anthropic: five minutes, or an hour for blocks marked so. OpenAI: "up to one
 * hour", or a day if asked for. Others keep a model's state for minutes.
 * @param body of the request. What is written in it may be a text's, not a mark's: then the longer life is taken
 */
export function cacheLifeOf(provider: 'anthropic' | 'openai' | 'ollama', body: Buffer): number {
  if (provider === 'anthropic') return body.includes('"1h"') ? HOUR : 5 * MINUTE;
  if (provider === 'openai') return body.includes('"24h"') ? 24 * HOUR : HOUR;
  return 5 * MINUTE;
}
