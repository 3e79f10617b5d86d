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
  /** Distinct facts in order of first appearance. */
  extract(text: string): readonly Fact[];
}

export function defineFacts(extractor: FactExtractor): FactExtractor {
  return extractor;
}
