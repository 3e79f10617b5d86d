import { leadingMarker } from './leading-marker.js';
import { decodePathAlias, encodePathAlias, hasPathAlias } from './path-alias.js';
import { decodePathGroups, encodePathGroups, hasPathGroups } from './path-groups.js';

/** Whether a text has paths in the notation of `path-groups.ts` or `path-alias.ts`. */
export function hasPathNotation(text: string): boolean {
  return text.includes('…') && (hasPathAlias(text.slice(leadingMarker(text).length)) || hasPathGroups(text));
}

/**
 * The text with paths that come again and again written once; the text itself if that saves little, or if it has the
 * notation already. Linear.
 */
export function encodePaths(text: string): string {
  if (hasPathNotation(text)) return text;
  const lead = leadingMarker(text);
  return lead + encodePathAlias(encodePathGroups(text.slice(lead.length)));
}

/** The text that {@link encodePaths} was given, to the byte; a text without the notation is returned as it is. Linear. */
export function decodePaths(text: string): string {
  const lead = leadingMarker(text);
  return lead + decodePathGroups(decodePathAlias(text.slice(lead.length)));
}
