import type { OutputRules } from '../output.js';

/** Lines after {@link regroupedLines}. */
export interface RegroupedLines {
  readonly lines: readonly string[];
  /** How many lines do not stand there as they were. */
  readonly changed: number;
  /** Names of the programs whose rules did it. */
  readonly names: ReadonlySet<string>;
}

/**
 * Puts lines together as the rules of programs say, where that is shorter. A stretch with a line that is to be kept, and
 * one that a stretch before it reaches into, stay as they are. Linear.
 */
export function regroupedLines(
  lines: readonly string[],
  outputs: readonly OutputRules[],
  isKept: (line: string) => boolean,
): RegroupedLines {
  const names = new Set<string>();
  let changed = 0;
  let now = lines;
  for (const { name, regroup = [] } of outputs) {
    for (const { find } of regroup) {
      const written: string[] = [];
      let next = 0;
      for (const { start, end, as } of find(now)) {
        if (start < next) continue;
        const given = now.slice(start, end);
        if (given.some(isKept) || lengthOf(as) >= lengthOf(given)) continue;
        for (; next < start; next++) written.push(now[next]!);
        for (const line of as) written.push(line);
        changed += end - start;
        next = end;
        names.add(name);
      }
      if (next === 0) continue;
      for (; next < now.length; next++) written.push(now[next]!);
      now = written;
    }
  }
  return { lines: now, changed, names };
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
