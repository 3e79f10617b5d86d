import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';

type Hunk = StructuredPatch['hunks'][number];

/**
 * Added and removed lines that the search for the shortest diff may come to. It costs the square of it in the worst case,
 * some tenths of a second at this bound.
 */
const MOST_EDITS = 1500;

/**
 * What changed, as a unified diff. Applied to `before` it gives `after`, to the byte. It is the shortest one (Myers,
 * "An O(ND) Difference Algorithm", 1986) unless the texts have little in common: then one hunk replaces all between
 * the first and the last difference.
 * @param options.path as printed in the two header lines
 * @param options.context unchanged lines around a change
 * @returns `''` if the texts are equal
 */
export function unifiedDiff(
  before: string,
  after: string,
  { path, context = 3 }: { readonly path: string; readonly context?: number },
): string {
  if (before === after) return '';
  const shortest = structuredPatch(path, path, before, after, undefined, undefined, {
    context,
    maxEditLength: MOST_EDITS,
  });
  const patch = shortest ?? { ...coarsePatch(before, after, context), oldFileName: path, newFileName: path };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function coarsePatch(
  before: string,
  after: string,
  context: number,
): Pick<StructuredPatch, 'hunks' | 'oldHeader' | 'newHeader'> {
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)];
  const shorter = Math.min(old.length, now.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix] === now[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix) === now.at(-1 - suffix)) suffix += 1;

  const start = Math.max(0, prefix - context);
  const kept = Math.min(suffix, context);
  const [oldEnd, newEnd] = [old.length - suffix, now.length - suffix];
  const hunk: Hunk = {
    oldStart: start + 1,
    oldLines: oldEnd + kept - start,
    newStart: start + 1,
    newLines: newEnd + kept - start,
    lines: [
      ...marked(' ', old.slice(start, prefix)),
      ...marked('-', old.slice(prefix, oldEnd)),
      ...marked('+', now.slice(prefix, newEnd)),
      ...marked(' ', old.slice(oldEnd, oldEnd + kept)),
    ],
  };
  return { hunks: [hunk], oldHeader: undefined, newHeader: undefined };
}

function linesWithEnds(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Lines of a hunk; a last line without a line end is followed by the remark that tells so. */
function marked(sign: ' ' | '-' | '+', lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
  );
}
