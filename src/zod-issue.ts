import type { z } from 'zod';

export type Issue = z.core.$ZodIssue;

/** What is wrong and where, for people: `"budget": expected number, received string`. */
export function describeIssue(issue: Issue): string {
  const where = issue.path.length > 0 ? JSON.stringify(issue.path.join('.')) : 'all of it';
  const what = complaint(issue);
  return what.endsWith('received undefined') ? `${where} is missing` : `${where}: ${what}`;
}

function complaint(issue: Issue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const each = issue.errors.flatMap(([first]) => (first ? [complaint(first)] : []));
    return [...new Set(each)].join(', or ');
  }
  return issue.message.replace(/^Invalid (?:input|option): /, '');
}
