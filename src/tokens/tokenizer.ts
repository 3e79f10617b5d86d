/** Counts tokens. Pure and linear in the length of its input, whatever that is. */
export interface Tokenizer {
  /** As printed beside every count: `o200k_base`, `cl100k_base`, `claude estimate (o200k_base × 1.2)`. */
  readonly id: string;
  /** True only if the count is what the provider would bill. */
  readonly exact: boolean;
  /** Tokens of a text; 0 for the empty one. Special tokens such as `<|endoftext|>` count as ordinary text. */
  count(text: string): number;
}
