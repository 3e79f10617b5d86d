/** What a failed merge left in a file: two versions of some lines between markers. Lines are 1-based. */
export interface MergeConflict {
  /** Of the marker `<<<<<<<`. */
  readonly start: number;
  /** Of the marker `|||||||`, after which the common ancestor stands, if that was written. */
  readonly base?: number;
  /** Of the marker `=======`. */
  readonly middle: number;
  /** Of the marker `>>>>>>>`. */
  readonly end: number;
}

/** A line of its own; written with look-arounds, as `^` and `$` would take other characters for line ends too. */
const MARKER = /(?<![^\n])(?:(?:<{7}|\|{7}|>{7})(?:[ \r][^\n]*)?|={7}\r?)(?![^\n])/g;

/** The conflicts in a file, by the markers that git and diff3 write. Markers that are not in their order are none. */
export function mergeConflicts(text: string): readonly MergeConflict[] {
  if (!text.includes('<<<<<<<')) return [];
  const found: MergeConflict[] = [];
  let open: { start: number; base?: number; middle?: number } | undefined;
  let line = 1;
  let counted = 0;
  for (const { 0: marker, index } of text.matchAll(MARKER)) {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < index; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    switch (marker[0]) {
      case '<':
        open = { start: line };
        break;
      case '|':
        if (open && open.middle === undefined) open.base = line;
        break;
      case '=':
        if (open && open.middle === undefined) open.middle = line;
        break;
      default:
        if (open?.middle !== undefined) found.push({ ...open, middle: open.middle, end: line });
        open = undefined;
    }
  }
  return found;
}

/** One side of all conflicts: the text with markers and the other side blank, so that every line keeps its number. */
export function sideOf(text: string, conflicts: readonly MergeConflict[], side: 'ours' | 'theirs'): string {
  const lines = text.split('\n');
  for (const { start, base, middle, end } of conflicts) {
    const [first, last] = side === 'ours' ? [start, base ?? middle] : [middle, end];
    for (let line = start; line <= end; line += 1) {
      if (line <= first || line >= last) lines[line - 1] = '';
    }
  }
  return lines.join('\n');
}

/** Conflicts that a note names. */
const NAMED = 5;

/** How many there are and where, for people. */
export function conflictNote(conflicts: readonly MergeConflict[]): string {
  const spans = conflicts.slice(0, NAMED).map(({ start, end }) => `${start}-${end}`);
  const more = conflicts.length > NAMED ? ` and ${conflicts.length - NAMED} more` : '';
  const what = conflicts.length === 1 ? '1 merge conflict' : `${conflicts.length} merge conflicts`;
  return `${what} at lines ${spans.join(', ')}${more}`;
}
