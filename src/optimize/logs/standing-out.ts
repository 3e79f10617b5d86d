import { TEMPLATE_WORDS } from '../../similarity/template-tree.js';
import { createRareValues, type RareValues } from '../gate/rare-values.js';
import { isMoment } from './log-time.js';

/** Share of the lines beyond which what stands out is no rarity. */
const MOST = 0.05;

/**
 * Which of many lines of one kind have a value unlike that of nearly all others; moments, of which each has its own, apart. Linear.
 *
 * @returns indexes into `lines`
 */
export function standingOut(lines: readonly string[]): ReadonlySet<number> {
  const places: RareValues[] = [];
  for (const [row, line] of lines.entries()) {
    for (const [at, word] of (line.match(TEMPLATE_WORDS) ?? []).entries()) {
      if (isMoment(word)) continue;
      places[at] ??= createRareValues();
      places[at].add(word, row);
    }
  }
  // The rarest first: where much is rare, what comes only once still is.
  const rare = Array.from(places, (place) => place?.rows() ?? []).sort((a, b) => a.length - b.length);
  const found = new Set<number>();
  for (const rows of rare) {
    const more = rows.filter((row) => !found.has(row));
    if (found.size + more.length > MOST * lines.length) break;
    for (const row of more) found.add(row);
  }
  return found;
}
