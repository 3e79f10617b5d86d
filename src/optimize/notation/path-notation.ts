import { decodePathAlias, encodePathAlias, hasPathAlias } from './path-alias.js';
import { decodePathGroups, encodePathGroups, hasPathGroups } from './path-groups.js';

/** Whether a text has paths in the notation of `path-groups.ts` or `path-alias.ts`. */
export function hasPathNotation(text: string): boolean {
  return text.includes('…') && (hasPathAlias(text.slice(LEAD.exec(text)![0].length)) || hasPathGroups(text));
}

/** A marker that a text begins with stays its first line. */
const LEAD = /^(?:\[ctxopt: [^\n]*\]\n)?/;

/**
 * The text with paths that come again and again written once; the text itself if that saves little, or if it has the
 * notation already. Linear.
 */
export function encodePaths(text: string): string {
  if (hasPathNotation(text)) return text;
  const lead = LEAD.exec(text)![0];
  return lead + encodePathAlias(encodePathGroups(text.slice(lead.length)));
}

/** The text that {@link encodePaths} was given, to the byte; a text without the notation is returned as it is. Linear. */
export function decodePaths(text: string): string {
  const lead = LEAD.exec(text)![0];
  return lead + decodePathGroups(decodePathAlias(text.slice(lead.length)));
}
