import { finalText, linesOf, plainText } from './gate/plain-text.js';

/** Something in a text that must survive, or be named as gone. */
export interface Fact {
  /** The extractor's name: `error-location`, `url`, … */
  readonly kind: string;
  /** Normalised, so that the same fact in another notation is equal: what is compared and printed. */
  readonly value: string;
}

/** Finds facts of one kind. Pure and linear in the length of the text. */
export interface FactExtractor {
  readonly name: string;
  /** Whether a context without it misleads its reader: such a fact may never be taken out, handle or not. */
  readonly critical: boolean;
  /** Distinct facts in order of first appearance. Terminal codes in the text do not hide one. */
  extract(text: string): readonly Fact[];
}

/** A critical fact with the lines of the plain text that it was read from, by number from 0: where to fetch it back. */
export interface LocatedFact extends Fact {
  readonly lines: readonly number[];
}

export interface CriticalExtractor extends FactExtractor {
  readonly critical: true;
  extract(text: string): readonly LocatedFact[];
}

/** An extractor to which a line is all that it needs to see. */
export interface LineExtractor extends FactExtractor {
  readonly critical: false;
  /** Values in one line of {@link finalText}. */
  inLine(line: string): readonly string[];
}

/** A value, and the numbers of the lines that say it. */
export type Located = readonly [value: string, ...lines: number[]];

/**
 * An extractor of critical facts from a way to find them in plain text. `find` must be linear, and may read several
 * lines for one fact; values that come twice are dropped here. The states of a progress line that were drawn over are
 * looked through too.
 */
export function defineCriticalFacts(spec: {
  readonly name: string;
  readonly find: (plain: string) => Iterable<Located>;
}): CriticalExtractor {
  const { name, find } = spec;
  return {
    name,
    critical: true,
    extract(text) {
      const facts = new Map<string, LocatedFact>();
      for (const [value, ...lines] of find(plainText(text))) {
        if (!facts.has(value)) facts.set(value, { kind: name, value, lines });
      }
      return [...facts.values()];
    },
  };
}

/**
 * An extractor of other facts from a way to find them in a line, which must be linear. What a progress line showed
 * before it was drawn over is not looked at: that a download once stood at 10 % is no fact.
 */
export function defineFacts(spec: {
  readonly name: string;
  readonly find: (line: string) => readonly string[];
}): LineExtractor {
  const { name, find } = spec;
  return {
    name,
    critical: false,
    inLine: find,
    extract(text) {
      const values = new Set<string>();
      for (const line of linesOf(finalText(text))) for (const value of find(line)) values.add(value);
      return Array.from(values, (value) => ({ kind: name, value }));
    },
  };
}
