import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { partLabel } from '../part-label.js';
import { definePass } from '../pass.js';
import { fileText } from '../reads/file-text.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Letters below which a repeated result is left alone: its marker would be hardly shorter. */
const MIN_LENGTH = 160;

/**
 * Replaces a tool's result that is equal to an earlier one by a marker that names the earlier one: a file also where only
 * one of them has numbers before its lines, or is what `smart_read` gave. The first stays where it is, so that a cached
 * prefix stays the same.
 */
export const exactDuplicates = definePass({
  name: 'exact-duplicates',
  kind: 'reversible',
  waste: 'exact duplicates',
  run: (parts, env) => {
    const first = new Map<string, Part>();
    const original = (part: Part) => {
      const text = fileText(part.text);
      const known = first.get(text);
      if (!known) first.set(text, part);
      return known;
    };
    const isEligible = (part: Part) =>
      part.role === 'tool' && part.text.length >= MIN_LENGTH && !hasMarker(part.text);
    for (const part of env.prefix) if (isEligible(part)) original(part);
    return parts.map((part) => {
      const same = isEligible(part) ? original(part) : undefined;
      if (!same || !isRewritable(part) || holdsPreserved(part.text, env)) return part;
      return rewrite(part, marker(`same as ${partLabel(same)}`, env.handle(part)), env);
    });
  },
});
