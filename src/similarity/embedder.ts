/**
 * Turns texts into vectors whose cosine says how alike their meanings are: a candidate, never a proof, since opposites
 * ("enable", "disable") lie close together.
 */
export interface Embedder {
  /** Names the model and its version: vectors of two ids are never compared. */
  readonly id: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /**
   * One vector a text, in their order, each of length 1, or all zero for a text in which the model knows no word.
   * Deterministic.
   */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
