import type { Part } from '../../context/context.js';
import { fileText } from '../reads/file-text.js';

/** Letters from which a line is seldom in two texts by chance. */
const MIN_LINE = 16;
/** The parts that share most lines with what is new, and the newest results, whatever is in them. */
const MOST_SHARING = 16;
const NEWEST = 4;

/** The parts so far, by what they say. Grows with the conversation. */
export interface RelatedParts {
  add(part: Part): void;
  /**
   * Those that may have to do with new parts: they have lines of theirs, or are the newest results of tools. In their
   * order. What repeats another text has lines of it, so nothing that a pass could refer to is missed, unless all its lines
   * are short.
   */
  of(parts: readonly Part[]): readonly Part[];
}

/** Linear in the texts, each of which is split once. */
export function relatedParts(): RelatedParts {
  const known: Part[] = [];
  const newest: number[] = [];
  const holders = new Map<string, number[]>();
  return {
    add(part) {
      if (part.kind === 'opaque') return;
      const at = known.push(part) - 1;
      if (part.role === 'tool' && newest.push(at) > NEWEST) newest.shift();
      for (const line of tellingLines(part.text)) {
        const having = holders.get(line);
        // Of a line that many have, the latest are as good as any.
        if (!having) holders.set(line, [at]);
        else if (having.push(at) > MOST_SHARING) having.shift();
      }
    },
    of(parts) {
      const shared = new Map<number, number>();
      for (const part of parts) {
        for (const line of tellingLines(part.text)) {
          for (const at of holders.get(line) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
        }
      }
      const sharing = [...shared].sort(([, a], [, b]) => b - a).slice(0, MOST_SHARING);
      const chosen = new Set([...sharing.map(([at]) => at), ...newest]);
      return known.filter((_, at) => chosen.has(at));
    },
  };
}

/** Those of a file without their numbers; the whole text for one of short lines. */
function tellingLines(text: string): ReadonlySet<string> {
  const lines = fileText(text)
    .split('\n')
    .filter((line) => line.length >= MIN_LINE);
  return new Set(lines.length > 0 ? lines : [text]);
}
