import type { Part } from '../../context/context.js';
import { hasTable } from '../json/json-table.js';
import type { PassEnv } from '../pass.js';
import { isRewritable, isSettled } from '../rewrite.js';

/** Results at the end of the context that stay whole: what the reader is at work on. */
const NEWEST = 4;
/** Tokens from which a result is large. */
const MIN_TOKENS = 200;

/**
 * Results of which a part may do: they are large, not among the newest where people talk, not shortened in an earlier run,
 * and no data, of which a half is none.
 */
export function largeOldResults(parts: readonly Part[], env: PassEnv): ReadonlySet<Part> {
  const results = parts.filter((part) => part.role === 'tool');
  const isConversation = [...env.prefix, ...parts].some(
    ({ role, kind }) => role !== 'tool' && kind === 'text',
  );
  const old = isConversation ? results.slice(0, -NEWEST) : results;
  return new Set(
    old.filter(
      (part) =>
        isRewritable(part) &&
        env.count(part.text) >= MIN_TOKENS &&
        !isSettled(part, env) &&
        !isData(part.text),
    ),
  );
}

function isData(text: string): boolean {
  if (hasTable(text)) return true;
  if (!/^\s{0,64}[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
