import { marker } from '../../context/handle.js';
import { type FileRead, fileReads } from '../file-reads.js';
import { partLabel } from '../part-label.js';
import { definePass } from '../pass.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Share of an earlier excerpt's lines that a later one must still show. */
const MIN_SHARED = 0.5;
/** Later excerpts around an earlier one that it is compared with: the nearest, since a file drifts away. */
const MAX_COMPARED = 8;

/**
 * Replaces what was read of a file by a marker where a later read shows all of it again. The later read must be whole
 * and untouched, and an excerpt must still show the same region: an edit above it may have moved the lines.
 */
export const supersededReads = definePass({
  name: 'superseded-reads',
  kind: 'reversible',
  run: (parts, env) => {
    const later = new Map<string, FileRead[]>();
    const supersededBy = new Map<number, FileRead>();
    for (const read of fileReads(parts).toReversed()) {
      if (read.kind !== 'read' || read.part.tool?.isError || hasMarker(read.part.text)) continue;
      const rereads = later.get(read.path) ?? [];
      later.set(read.path, rereads);
      const by = rereads
        .filter((reread) => spans(reread, read))
        .slice(-MAX_COMPARED)
        .find((reread) => !reread.range || showsAgain(reread, read));
      // An equal reread is a duplicate: there the first stays and the later one goes.
      if (by && by.part.text !== read.part.text) supersededBy.set(read.index, by);
      else if (!by) rereads.push(read);
    }
    return parts.map((part, index) => {
      const by = supersededBy.get(index);
      if (!by || !isRewritable(part) || holdsPreserved(part.text, env)) return part;
      return rewrite(part, marker(`superseded by ${partLabel(by.part)}`, env.handle(part)), env);
    });
  },
});

/** Whether the later read shows at least the lines, by number, that the earlier one did. */
function spans({ range: later }: FileRead, { range: earlier }: FileRead): boolean {
  if (!later || !earlier) return !later;
  return later.start <= earlier.start && later.end >= earlier.end;
}

/** Whether what stands there now is still about the same. */
function showsAgain(later: FileRead, earlier: FileRead): boolean {
  const shown = new Set(contentLines(later.part.text));
  const lines = contentLines(earlier.part.text);
  return lines.filter((line) => shown.has(line)).length >= MIN_SHARED * lines.length;
}

/** Lines without the numbers that a reader put before them, and without blank ones. */
function contentLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^ *\d+[→\t|:] ?/, '').trim())
    .filter((line) => line !== '');
}
