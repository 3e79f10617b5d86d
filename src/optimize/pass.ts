import type { Part } from '../context/context.js';
import type { Handle } from '../context/handle.js';
import type { Embedder } from '../similarity/embedder.js';
import type { TokenPruner } from '../similarity/token-pruner.js';

/**
 * - `lossless`: the reader can tell everything from the result. No handle needed, none left.
 * - `reversible`: what was taken out stands under a handle.
 * - `lossy`: reversible too, but facts may go; runs only where the caller accepts that.
 */
export type PassKind = 'lossless' | 'reversible' | 'lossy';

/** What may be given to passes from outside. Without one the passes that need it do nothing. */
export interface PassAids {
  /** For what compares meanings. */
  readonly embedder?: Embedder;
  /** A source file's outline, by its path and text; undefined if it is in no language with outlines. */
  readonly outline?: (path: string, text: string) => Promise<string | undefined>;
  /** For what leaves words out. */
  readonly pruner?: TokenPruner;
}

/** What a pass may know beyond the parts it is given. */
export interface PassEnv extends PassAids {
  /** The frozen parts before the given ones: to be read, never returned. */
  readonly prefix: readonly Part[];
  /** Tokens of a text, by the tokenizer of this run. */
  readonly count: (text: string) => number;
  /** The handle under which the pipeline will keep this part's original text (`part.source.text`). */
  readonly handle: (part: Part) => Handle;
  /** Whether the caller asked that this text (a line, or a whole part) stays as it is; a part does if a line of it does. */
  readonly preserved: (text: string) => boolean;
  /** What the caller is after, if said. */
  readonly query?: string;
}

/**
 * Makes parts smaller. Pure, deterministic, idempotent. Returns as many parts in the same order with the same ids;
 * a part that it leaves alone is returned as the same object. It counts and reports nothing: the pipeline compares
 * parts by identity, and reverts a part that grew.
 */
export interface Pass {
  /** Kebab-case, as in reports: `terminal-noise`. */
  readonly name: string;
  readonly kind: PassKind;
  /** What it takes out, as an analysis names it: `superseded reads`. Absent where that is no waste by itself. */
  readonly waste?: string;
  run(parts: readonly Part[], env: PassEnv): readonly Part[] | Promise<readonly Part[]>;
}

/** A literal that is checked against {@link Pass}. */
export function definePass<const P extends Pass>(pass: P): P {
  return pass;
}
