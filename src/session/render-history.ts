import type { UsageEvent } from '../store/store.js';

/** Calls that are listed one by one; of a longer history the latest are. */
const MOST = 200;

/** A session's calls in order of time, one a line: when, what, on which file, tokens returned against the baseline. */
export function renderHistory(session: string, events: readonly UsageEvent[]): string {
  const shown = events.slice(-MOST);
  const head = `Session ${session}: ${events.length} calls (tokens in o200k_base: returned, of the client's own read)`;
  const left = events.length > shown.length ? [`… ${events.length - shown.length} earlier calls`] : [];
  return [head, ...left, ...shown.map(line)].join('\n');
}

function line({ at, tool, view, file, returned, baseline }: UsageEvent): string {
  const of = baseline > 0 ? ` of ${baseline}` : '';
  return `${new Date(at).toISOString()} ${tool} ${view}${file ? ` ${file}` : ''}: ${returned}${of}`;
}
