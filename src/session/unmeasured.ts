import type { UsageEvent } from '../store/store.js';

/** Uses that show where to look. */
const LOOKS = new Set(['map', 'folder', 'answer']);

/**
 * Whether a call stands against nothing that can be measured: a map, a list, or an answer that gave no file's code. What a
 * client would have searched and read instead, nobody knows; so such calls are neither a saving nor a loss, and are shown apart.
 */
export function isUnmeasured({ view, file, baseline }: UsageEvent): boolean {
  return LOOKS.has(view) && file === undefined && baseline <= 0;
}
