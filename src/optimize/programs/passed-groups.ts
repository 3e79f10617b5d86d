import type { Span } from '../output.js';
import { lineMatches } from './recognize-output.js';

interface Group {
  readonly at: number;
  readonly indent: number;
  passed: number;
  /** Whether everything in it passed. */
  clean: boolean;
}

/**
 * Finds the headings, in a tree of tests told by indentation, under which every test passed: the lines of the tests
 * themselves are no part of it. Linear.
 *
 * @param passed a passed test's line
 * @param heading what may be a heading; any other line speaks against those above it
 */
export function passedGroups(passed: RegExp, heading: RegExp): (lines: readonly string[]) => readonly Span[] {
  return (lines) => {
    const found: Span[] = [];
    const open: Group[] = [];
    const close = (indent: number) => {
      while (open.length > 0 && open.at(-1)!.indent >= indent) {
        const group = open.pop()!;
        const isPassed = group.clean && group.passed > 0;
        if (isPassed) found.push({ start: group.at, end: group.at + 1 });
        const parent = open.at(-1);
        if (parent && isPassed) parent.passed++;
        else if (parent) parent.clean = false;
      }
    };
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const indent = line.search(/\S/);
      close(indent);
      if (lineMatches(passed, line)) {
        if (open.length > 0) open.at(-1)!.passed++;
      } else if (lineMatches(heading, line)) open.push({ at, indent, passed: 0, clean: true });
      else if (open.length > 0) open.at(-1)!.clean = false;
    }
    close(0);
    return found;
  };
}
