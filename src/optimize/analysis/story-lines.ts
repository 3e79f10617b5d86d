import { promptOf } from '../../billing/bill.js';
import { figure, plural } from '../report/figures.js';
import type { FileBurden } from './burdens.js';
import type { CacheBreak } from './cache-breaks.js';
import type { CompactionStory, SessionStory } from './session-story.js';

/** A session in two or three sentences. */
export function sessionLines({ windows, usage, cost, duration }: SessionStory): readonly string[] {
  const requests = windows.reduce((sum, window) => sum + window.requests, 0);
  const agents = windows.length > 1 ? ` by ${windows.length} agents` : '';
  const time = duration === undefined ? '' : ` in ${timeSpan(duration)}`;
  const prompt = promptOf(usage);
  if (prompt === 0)
    return [`${plural(requests, 'request')}${agents}${time}; the file does not say what was billed.`];
  const cached = `${((100 * usage.cacheRead) / prompt).toFixed(1)}% of them read from the cache`;
  const price = cost === undefined ? '' : `; ${dollars(cost)} at list price`;
  const { base, prompts } = windows[0]!;
  const peak = prompts.reduce((most, value) => Math.max(most, value), 0);
  return [
    `${plural(requests, 'request')}${agents}${time}: ${figure(prompt)} prompt tokens billed, ${cached}, and at least ${figure(usage.output)} of output${price}.`,
    `The window held at most ${figure(peak)} tokens` +
      (base === undefined
        ? '.'
        : `, of which about ${figure(base)} stood there before the first word (system text, tools, memory).`),
  ];
}

const CAUSES: Readonly<Record<CacheBreak['cause'], string>> = {
  expired: 'the cache had expired',
  model: 'the model was changed',
  prompt: 'something before it in the prompt was changed',
};

/** Why and at what cost a cache was broken, e.g. `89,607 tokens written again …`. */
export function breakLine({ lost, cause, gap, cost }: CacheBreak): string {
  const after = gap === undefined ? '' : ` ${timeSpan(gap)} after the request before`;
  const price = cost === undefined ? '' : `, ${dollars(cost)}`;
  return `${figure(lost)} cached tokens not read${after}${price}: ${CAUSES[cause]}`;
}

export function compactionLine({ trigger, before, after, summary, rewritten }: CompactionStory): string {
  const change =
    before === undefined || after === undefined ? '' : ` from ${figure(before)} to ${figure(after)} tokens`;
  const written = rewritten === undefined ? '' : `, ${figure(rewritten)} of them written to the cache anew`;
  return `compacted${trigger ? ` (${trigger})` : ''}${change}: a summary of ${figure(summary)}${written}`;
}

/** `3 reads, 6 edits, 4,055 tokens read again unchanged`. */
export function fileLine({ times, edits, again }: FileBurden): string {
  return [
    plural(times, 'read'),
    ...(edits > 0 ? [plural(edits, 'edit')] : []),
    ...(again > 0 ? [`${figure(again)} tokens read again unchanged`] : []),
  ].join(', ');
}

export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

/** `4 s`, `3 min`, `1 h 10 min`. */
function timeSpan(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The folder that all paths lie below, with its slash; '' if there is none, or fewer than two paths. */
export function commonFolder(paths: readonly string[]): string {
  if (paths.length < 2) return '';
  let folder = paths[0]!.slice(0, paths[0]!.lastIndexOf('/') + 1);
  for (const path of paths) {
    while (!path.startsWith(folder)) folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  }
  return folder;
}
