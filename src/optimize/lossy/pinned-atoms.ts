import { criticalExtractors } from '../facts.js';
import { criticalFacts } from '../gate/critical-facts.js';
import { isCriticalLine } from '../gate/critical-line.js';
import { hasPlainLines } from '../gate/plain-text.js';
import type { PassEnv } from '../pass.js';
import type { DividedText } from './passages.js';

/** Markers, and notes of other passes on what stood there. */
const NOTE = /^(?:\[ctxopt: |… )/;

/**
 * Numbers of the atoms that stay in any case: the first, the last of what is no code, what tells where others belong, what alarms, and
 * what the caller wants kept. Undefined where facts cannot be found by their lines, as in a redrawn screen.
 */
export function pinnedAtoms(
  text: string,
  divided: DividedText,
  env: PassEnv,
): ReadonlySet<number> | undefined {
  const { kind, atoms, frame } = divided;
  const lines = text.split('\n');
  const critical = criticalLines(text);
  if (!critical) return undefined;
  const pinned = new Set(frame);
  const told = new Set<number>();
  atoms.forEach((atom, at) => {
    const line = lines[atom.line]!;
    const isTold = critical.has(atom.line) && (!atom.isSentence || holdsCritical(text, atom));
    if (isTold) told.add(atom.line);
    // In code every other line says "error", and long lines of prose speak of them.
    const alarms = kind === 'lines' && !atom.isSentence && isCriticalLine(line);
    if (isTold || alarms || NOTE.test(line) || env.preserved(line)) pinned.add(at);
  });
  // A fact that no sentence tells alone is told by its whole line.
  atoms.forEach(({ line }, at) => {
    if (critical.has(line) && !told.has(line)) pinned.add(at);
  });
  pinned.add(Math.max(0, atoms.findIndex(isFilled)));
  if (kind === 'lines') pinned.add(Math.max(0, atoms.findLastIndex(isFilled)));
  return pinned;
}

/** Numbers of the lines that say a critical fact; undefined if the lines of the plain text are others. */
function criticalLines(text: string): ReadonlySet<number> | undefined {
  if (!hasPlainLines(text)) return undefined;
  const critical = new Set<number>();
  for (const { extract } of criticalExtractors) {
    for (const fact of extract(text)) for (const line of fact.lines) critical.add(line);
  }
  return critical;
}

function holdsCritical(text: string, { start, end }: DividedText['atoms'][number]): boolean {
  return criticalFacts(text.slice(start, end)).size > 0;
}

function isFilled({ isBlank }: DividedText['atoms'][number]): boolean {
  return !isBlank;
}
