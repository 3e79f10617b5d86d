import type { Alert } from '../store/exchange-record.js';
import { label, money } from './report-text.js';

/** An alert in a sentence: what was measured, and what it was to stay below. */
export function alertText({ project, kind, subject, value, threshold }: Alert): string {
  const whose = project === '' ? 'requests that name no project' : `project ${label(project)}`;
  if (kind === 'daily_cost') {
    return `${whose} cost ${money(value)} at list prices on ${subject} (UTC), above the threshold of ${money(threshold)} a day.`;
  }
  return (
    `a prompt of ${whose} (${label(subject)}) took ${percent(value)} of its model's window, ` +
    `above the threshold of ${percent(threshold)}: compact the session, or begin a new one.`
  );
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
