import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** A stretch of changes, with the unchanged lines around it. */
export type Hunk = StructuredPatch['hunks'][number];

interface DiffOptions {
  /** As printed in the two header lines. */
  readonly path: string;
  /** Unchanged lines around a change. */
  readonly context?: number;
  /** Where each hunk is, for the end of its header line: on one line, or nothing. */
  readonly sections?: (hunks: readonly Hunk[]) => Promise<readonly (string | undefined)[]>;
}

/**
 * Added and removed lines that the search for the shortest diff may come to. It costs the square of it in the worst case,
 * some tenths of a second at this bound.
 */
const MOST_EDITS = 1500;

/**
 * What changed, as a unified diff that `git apply -p0` and `patch -p0` take. Applied to `before` it gives `after`, to the
 * byte. It is the shortest one (Myers, "An O(ND) Difference Algorithm", 1986) unless the texts have little in common: then
 * one hunk replaces all between the first and the last difference.
 * @returns `''` if the texts are equal
 */
export async function unifiedDiff(
  before: string,
  after: string,
  { path, context = 3, sections = async () => [] }: DiffOptions,
): Promise<string> {
  if (before === after) return '';
  const shortest = structuredPatch(path, path, before, after, undefined, undefined, {
    context,
    maxEditLength: MOST_EDITS,
  });
  const hunks = shortest?.hunks ?? [coarseHunk(before, after, context)];
  const named = await sections(hunks);
  const lines = hunks.flatMap((hunk, index) => [hunkHeader(hunk, named[index]), ...hunk.lines]);
  return `${fileHeader(path)}${lines.join('\n')}\n`;
}

/** Quotes the name as git does, and ends one with blanks by a tab, without which `patch` would take its first word. */
function fileHeader(path: string): string {
  const empty = {
    oldFileName: path,
    newFileName: path,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [],
  };
  const header = formatPatch(empty, FILE_HEADERS_ONLY);
  return path.includes(' ') ? header.replaceAll('\n', '\t\n') : header;
}

function hunkHeader({ oldStart, oldLines, newStart, newLines }: Hunk, section: string | undefined): string {
  const header = `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
  return section === undefined ? header : `${header} ${section}`;
}

/** Of no lines, the format names the line before. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function coarseHunk(before: string, after: string, context: number): Hunk {
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)];
  const shorter = Math.min(old.length, now.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix] === now[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix) === now.at(-1 - suffix)) suffix += 1;

  const start = Math.max(0, prefix - context);
  const kept = Math.min(suffix, context);
  const [oldEnd, newEnd] = [old.length - suffix, now.length - suffix];
  return {
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
