import type { Outline } from '../outline/outline.js';
import { qualifiedNames } from './qualified-names.js';
import type { Hunk } from './unified-diff.js';

/** A version of a file that may be asked what it defines. */
type Version = () => Promise<Outline>;

/** UTF-16 units of a section, as git cuts them. */
const LONGEST = 80;

/**
 * Names for each hunk the innermost definition around its first changed line, after its parents' names: of the new
 * version, or of the old one where lines only vanished. Undefined outside all definitions.
 */
export async function hunkSections(
  hunks: readonly Hunk[],
  { before, after }: { readonly before: Version; readonly after: Version },
): Promise<readonly (string | undefined)[]> {
  const changes = hunks.map(firstChange);
  const linesOf = (side: Change['side']): readonly number[] =>
    changes.filter((change) => change.side === side).map(({ line }) => line);
  const names = {
    old: await definitionsAt(before, linesOf('old')),
    new: await definitionsAt(after, linesOf('new')),
  };
  return changes.map(({ side, line }) => names[side].get(line));
}

interface Change {
  readonly side: 'old' | 'new';
  /** 1-based, in its side. */
  readonly line: number;
}

function firstChange({ lines, oldStart, newStart }: Hunk): Change {
  const first = Math.max(
    0,
    lines.findIndex((line) => !line.startsWith(' ')),
  );
  const end = lines.findIndex((line, index) => index > first && line.startsWith(' '));
  const added = lines.slice(first, end === -1 ? lines.length : end).some((line) => line.startsWith('+'));
  return added ? { side: 'new', line: newStart + first } : { side: 'old', line: oldStart + first };
}

/** @param lines in ascending order */
async function definitionsAt(
  version: Version,
  lines: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  if (lines.length === 0) return found;
  for (const [{ kind, startLine, endLine }, name] of qualifiedNames(await version())) {
    if (kind === 'text') continue;
    // what is within another comes after it, and takes its place
    for (let at = firstFrom(lines, startLine); lines[at]! <= endLine; at += 1) {
      found.set(lines[at]!, onOneLine(name));
    }
  }
  return found;
}

/** Where the first of these ascending numbers stands that is `least` or more. */
function firstFrom(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function onOneLine(name: string): string {
  return name
    .slice(0, LONGEST)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\x00-\x1f\x7f\u2028\u2029]+/g, ' ')
    .trim();
}
