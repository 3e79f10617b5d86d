/** Tells of words how much a text needs them: what is least needed may go where some loss is accepted. */
export interface TokenPruner {
  /** Names the model and its weights. */
  readonly id: string;
  /**
   * The probability of each word to be worth keeping, from 0 to 1; 1 for what the model cannot judge. Deterministic.
   *
   * @param texts each as its words, in order
   */
  keep(texts: readonly (readonly string[])[]): Promise<readonly Float32Array[]>;
}
