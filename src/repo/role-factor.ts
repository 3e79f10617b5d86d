import type { FileRole } from './file-facts.js';
import { ROLE_FACTORS } from './file-role.js';

/** Roles that do not step back where the question speaks of them. */
const SPOKEN_OF: Readonly<Partial<Record<FileRole, string>>> = { test: 'test', example: 'exampl' };

/**
 * How far what has a role steps back in the answer to a question, from 0 to 1.
 * @param terms of the question, as `searchTerms` gives them
 */
export function roleFactor(role: FileRole, terms: ReadonlySet<string>): number {
  const spokenOf = SPOKEN_OF[role];
  return spokenOf !== undefined && terms.has(spokenOf) ? 1 : ROLE_FACTORS[role];
}
