import { hasLocation, isCriticalLine } from '../gate/critical-line.js';
import type { Omission, OutputRules } from '../output.js';
import { omissionSpans } from './omission-spans.js';
import { lineMatches } from './recognize-output.js';
import { regroupedLines } from './regrouped-lines.js';

/** An output without what its rules name. */
export interface ConciseOutput {
  readonly lines: readonly string[];
  /** What was done, for a marker: `pytest output without 148 of 200 lines`. */
  readonly summary: string;
}

/** Letters that leaving out a stretch must save beyond its note, so that it takes fewer tokens in any case. */
const MIN_SAVED = 12;

/** A rule's find at a line. */
interface Claim {
  readonly output: OutputRules;
  readonly omission: Omission;
  /** Tells finds of one rule apart. */
  readonly find: number;
}

/**
 * Applies the rules of programs to what they printed: lines that they put together are, and a stretch that they leave out
 * becomes a note of what stood there. Undefined if there is nothing to gain. Linear.
 *
 * @param given without terminal codes
 * @param isKept lines to be left as they are
 */
export function conciseOutput(
  given: readonly string[],
  outputs: readonly OutputRules[],
  isKept: (line: string) => boolean,
): ConciseOutput | undefined {
  const { lines, changed, names: regrouped } = regroupedLines(given, outputs, isKept);
  const claims = claimsOn(lines, outputs, isKept);
  const concise: string[] = [];
  const effective = new Set(regrouped);
  let gone = 0;
  let shortened = lines.length === given.length ? changed : 0;
  for (let at = 0; at < lines.length; ) {
    const end = stretchEnd(at, lines, claims);
    const taken = claims.slice(at, end).filter((claim) => claim !== undefined);
    const note = taken.length > 0 ? noteOn(taken) : '';
    if (taken.length > 0 && lengthOf(lines, at, end) >= note.length + MIN_SAVED) {
      concise.push(note);
      gone += end - at;
      for (const { output } of taken) effective.add(output.name);
      at = end;
      continue;
    }
    for (const stop = Math.max(end, at + 1); at < stop; at++) {
      const short = shorter(lines[at]!, outputs, isKept);
      concise.push(short?.line ?? lines[at]!);
      if (short) {
        shortened++;
        effective.add(short.name);
      }
    }
  }
  if (gone + shortened + changed === 0) return undefined;
  const names = outputs.flatMap(({ name }) => (effective.has(name) ? [name] : []));
  const done = [
    gone > 0 ? ` without ${gone} of ${lines.length} lines` : '',
    lines.length < given.length ? `, ${given.length} lines in ${lines.length}` : '',
    shortened > 0 ? `, ${counted(shortened, 'lines')} shortened` : '',
  ];
  return { lines: concise, summary: `${names.join(' and ')} output${done.join('')}` };
}

function claimsOn(
  lines: readonly string[],
  outputs: readonly OutputRules[],
  isKept: (line: string) => boolean,
): readonly (Claim | undefined)[] {
  const claims = new Array<Claim | undefined>(lines.length).fill(undefined);
  for (const output of outputs) {
    const own = linesUpTo(output.end, lines);
    for (const omission of output.leaveOut) {
      let find = 0;
      for (const { start, end } of omissionSpans(omission, own)) {
        find++;
        for (let at = start; at < end; at++) {
          const line = lines[at]!;
          if (claims[at] || line.trim() === '' || isKept(line)) continue;
          if (!omission.sure && !omission.repeated && (isCriticalLine(line) || hasLocation(line))) continue;
          claims[at] = { output, omission, find };
        }
      }
    }
  }
  return claims;
}

/** The lines up to the last that matches; all if there is none. */
function linesUpTo(last: RegExp | undefined, lines: readonly string[]): readonly string[] {
  const at = last ? lines.findLastIndex((line) => lineMatches(last, line)) : -1;
  return at < 0 ? lines : lines.slice(0, at + 1);
}

/** The end of the claimed lines from `start` on; blank lines between them go with them. */
function stretchEnd(start: number, lines: readonly string[], claims: readonly (Claim | undefined)[]): number {
  let end = start;
  for (let at = start; claims[at] || (at > start && lines[at]?.trim() === ''); at++) {
    if (claims[at]) end = at + 1;
  }
  return end;
}

/** `… 148 passed tests, 3 progress lines`. */
function noteOn(claims: readonly Claim[]): string {
  const finds = new Map<string, { lines: number; readonly finds: Set<string> }>();
  for (const { output, omission, find } of claims) {
    const count = finds.get(omission.what) ?? { lines: 0, finds: new Set() };
    finds.set(omission.what, count);
    count.lines++;
    count.finds.add(`${output.name} ${output.leaveOut.indexOf(omission)} ${find}`);
  }
  const counts = Array.from(finds, ([what, count]) =>
    counted(/\blines\b/.test(what) ? count.lines : count.finds.size, what),
  );
  return `… ${counts.join(', ')}`;
}

/** `1 passed test` of `passed tests`: the first word in the plural loses its ending. */
function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what.replace(/(?<=\w[^su])s\b/, '') : what}`;
}

function lengthOf(lines: readonly string[], start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) length += lines[at]!.trimEnd().length + 1;
  return length;
}

function shorter(
  line: string,
  outputs: readonly OutputRules[],
  isKept: (line: string) => boolean,
): { readonly line: string; readonly name: string } | undefined {
  for (const { name, shorten = [] } of outputs) {
    for (const rule of shorten) {
      if (!lineMatches(rule.line, line)) continue;
      if (isKept(line) || (!rule.sure && (isCriticalLine(line) || hasLocation(line)))) return undefined;
      const ending = line.endsWith('\r') ? '\r' : '';
      const short = line.slice(0, line.length - ending.length).replace(rule.line, rule.as) + ending;
      return short.length < line.length ? { line: short, name } : undefined;
    }
  }
  return undefined;
}
