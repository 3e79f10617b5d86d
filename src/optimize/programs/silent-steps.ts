import type { Span } from '../output.js';
import { lineMatches } from './recognize-output.js';

/**
 * Finds the lines of steps that printed nothing: those which another step, or the end of all, follows. A step that a
 * message follows stays, because it tells whose message it is.
 *
 * @param next what follows a silent step, if not only a step
 */
export function silentSteps(step: RegExp, next: RegExp = step): (lines: readonly string[]) => Iterable<Span> {
  return function* find(lines) {
    for (let at = 0; at + 1 < lines.length; at++) {
      if (!lineMatches(step, lines[at]!)) continue;
      const following = lines[at + 1]!.trim() === '' ? lines[at + 2] : lines[at + 1];
      if (following !== undefined && lineMatches(next, following)) yield { start: at, end: at + 1 };
    }
  };
}
