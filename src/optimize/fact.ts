import { finalText, plainText } from './plain-text.js';

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

/**
 * An extractor from a way to find values in plain text; values that come twice are dropped
 * here. `find` must be linear, so a line-based one reads `linesOf(text)`. The states of a progress line that were drawn
 * over are looked through for critical facts only: that a download once stood at 10 % is no fact.
 */
export function defineFacts(spec: {
  readonly name: string;
  readonly critical: boolean;
  readonly find: (text: string) => Iterable<string>;
}): FactExtractor {
  const { name, critical, find } = spec;
  return {
    name,
    critical,
    extract(text) {
      const plain = critical ? plainText(text) : finalText(text);
      return Array.from(new Set(find(plain)), (value) => ({ kind: name, value }));
    },
  };
}
