import { diffArrays } from 'diff';

/** A line that one of two texts has and the other has not. */
export interface LineChange {
  readonly sign: '+' | '-';
  /** 1-based: in the later text for `+`, in the earlier one for `-`. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines to take from `before` and to put in to get `after`; undefined if there are more than `most`. Myers'
 * algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986), so the time is bounded by lines × `most`.
 */
export function lineChanges(before: string, after: string, most: number): readonly LineChange[] | undefined {
  const blocks = diffArrays(before.split('\n'), after.split('\n'), { maxEditLength: most });
  if (!blocks) return undefined;
  const changes: LineChange[] = [];
  let [old, now] = [1, 1];
  for (const block of blocks) {
    if (block.removed) for (const text of block.value) changes.push({ sign: '-', line: old++, text });
    else if (block.added) for (const text of block.value) changes.push({ sign: '+', line: now++, text });
    else {
      old += block.value.length;
      now += block.value.length;
    }
  }
  return changes;
}
