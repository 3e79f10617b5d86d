import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { disagreements } from '../../similarity/agreement.js';
import { nearSketches, type Sketch, sketchOf } from '../../similarity/near-duplicates.js';
import { type LineChange, lineChanges } from '../comparison/line-changes.js';
import { partLabel } from '../part-label.js';
import { definePass, type PassEnv } from '../pass.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Letters below which a result is not worth comparing. */
const MIN_LENGTH = 400;
/** Changed lines beyond which a copy is left alone. */
const MAX_CHANGES = 400;
/** Share of the copy that the list of changes may be as long as. */
const MAX_LISTED = 0.7;

/**
 * Replaces a tool's result that is nearly the same as an earlier one by a marker and every line that differs: `-` for
 * a line of the earlier result that is not in this one, `+` for one that is new, each with its number. So the earlier
 * result and the list give the later one back. The marker says if numbers, negations or names are among the changes.
 */
export const nearDuplicates = definePass({
  name: 'near-duplicates',
  kind: 'reversible',
  waste: 'near duplicates',
  run: (parts, env) => {
    const all = [...env.prefix, ...parts];
    const compared = all.flatMap((part, at) => (isComparable(part) ? [{ part, at }] : []));
    const rewritten = new Map<number, Part>();
    for (const pair of nearSketches(compared.map(({ part }) => sketchIn(part)))) {
      const [original, copy] = [compared[pair.of]!, compared[pair.at]!];
      const index = copy.at - env.prefix.length;
      if (index < 0 || !isRewritable(copy.part) || holdsPreserved(copy.part.text, env)) continue;
      const text = asChanges(original.part, copy.part, env);
      if (text !== undefined) rewritten.set(index, rewrite(copy.part, text, env));
    }
    return parts.map((part, index) => rewritten.get(index) ?? part);
  },
});

/** By part, because a run looks at those that nothing changed again. */
const sketches = new WeakMap<Part, Sketch>();

function sketchIn(part: Part): Sketch {
  let sketch = sketches.get(part);
  if (!sketch) {
    sketch = sketchOf(part.text);
    sketches.set(part, sketch);
  }
  return sketch;
}

function isComparable(part: Part): boolean {
  return part.role === 'tool' && part.text.length >= MIN_LENGTH && !hasMarker(part.text);
}

function asChanges(original: Part, copy: Part, env: PassEnv): string | undefined {
  const changes = lineChanges(original.text, copy.text, MAX_CHANGES);
  // Without a line that differs it is an exact duplicate, which has a pass of its own.
  if (!changes || changes.length === 0) return undefined;
  const listed = changes.reduce((length, { text }) => length + text.length, 0);
  if (listed > MAX_LISTED * copy.text.length) return undefined;
  const textOf = (sign: LineChange['sign']) =>
    changes.flatMap((change) => (change.sign === sign ? [change.text] : [])).join('\n');
  const aspects = disagreements(textOf('-'), textOf('+'));
  const differing = aspects.length > 0 ? `differing (${aspects.join(', ')})` : 'differing';
  return [
    marker(
      `as ${partLabel(original)} but for the ${changes.length} ${differing} lines below`,
      env.handle(copy),
    ),
    ...changes.map(({ sign, line, text }) => `${sign}${line}: ${text}`),
  ].join('\n');
}
