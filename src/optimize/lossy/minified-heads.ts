import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { isMinified } from '../../outline/minified-text.js';
import { criticalFacts, criticalLines } from '../gate/critical-facts.js';
import { joinStretches, type Stretch } from '../gate/join-stretches.js';
import { hasPlainLines } from '../gate/plain-text.js';
import { scriptTroubles } from '../html/script-troubles.js';
import type { PassEnv } from '../pass.js';
import { hasMarker } from '../rewrite.js';
import { isCode } from './is-code.js';

/** UTF-16 units of a line that are shown. */
const HEAD = 160;
/** UTF-16 units that are searched for facts at a time, and how far apart these windows begin: no fact is longer than they overlap. No shorter line is minified. */
const WINDOW = 1_000;
const STEP = 500;

/** Critical facts of a line up to which it may be code that speaks of errors, rather than a record of some. */
const MOST_FACTS = 64;
const NONE: ReadonlySet<string> = new Set();

/** What stands in an object as data; other troubles of a script are what its code would say. */
const MEMBER = /^["']?[\w$-]+["']?\s*:/;

/**
 * A result's text in which lines of minified code (scripts and style sheets) are shown by their beginnings, their lengths,
 * and what in them is critical or data about an error. Undefined if there is none. Linear.
 */
export function minifiedHeads(part: Part, env: PassEnv): string | undefined {
  const { text } = part;
  if (text.length < WINDOW || hasMarker(text)) return undefined;
  const lines = text.split('\n');
  const minified = new Set<number>();
  for (const [at, line] of lines.entries()) {
    if (isMinified(line) && isCode(line) && !env.preserved(line)) minified.add(at);
  }
  if (minified.size === 0 || !hasPlainLines(text)) return undefined;
  const critical = new Set([...criticalLines(text).values()].flat());
  for (const at of minified) {
    const facts = critical.has(at) ? criticalFacts(lines[at]!) : NONE;
    if (facts.size > MOST_FACTS) minified.delete(at);
    else lines[at] = shortened(lines[at]!, facts);
  }
  if (minified.size === 0) return undefined;
  const what =
    minified.size === 1
      ? '1 line of minified code by its beginning'
      : `${minified.size} lines of minified code by their beginnings`;
  return [marker(what, env.handle(part)), ...lines].join('\n');
}

/** Each stretch has a line of its own, so that no other words are taken for its own. */
function shortened(line: string, facts: ReadonlySet<string>): string {
  const stretches = joinStretches([[0, HEAD], ...criticalStretches(line, facts)]);
  const shown: string[] = [];
  let next = 0;
  for (const [start, end] of stretches) {
    if (start > next) shown.push(gap(start - next));
    shown.push(line.slice(start, end));
    next = end;
  }
  if (line.length > next) shown.push(gap(line.length - next));
  return [...shown, ...scriptTroubles(line).filter((trouble) => MEMBER.test(trouble))].join('\n');
}

function gap(letters: number): string {
  return `… ${letters.toLocaleString('en')} letters`;
}

/** Where in a line critical facts stand, each with the words that make it what it is. */
function* criticalStretches(line: string, facts: ReadonlySet<string>): Iterable<Stretch> {
  const missing = new Set(facts);
  for (let start = 0; start < line.length && missing.size > 0; start += STEP) {
    const end = Math.min(line.length, start + WINDOW);
    for (const fact of criticalFacts(line.slice(start, end))) {
      if (!missing.delete(fact)) continue;
      const holds = (from: number, to: number) => criticalFacts(line.slice(from, to)).has(fact);
      const to = least(start, end, (at) => holds(start, at));
      yield [to - least(0, to - start, (length) => holds(to - length, to)), to];
    }
  }
}

/** The least number between two for which something holds, if from there on it does up to the upper one. */
function least(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}
