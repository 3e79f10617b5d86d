import { CtxoptError, toCtxoptError } from '../errors.js';
import type { TokenPruner } from './token-pruner.js';

/** Which token pruner a user wants. Plain data. */
export type TokenPrunerChoice =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'transformers';
      /** A folder, absolute. */
      readonly model: string;
      readonly modules?: string;
    }
  /** What was asked for and is neither. */
  | { readonly kind: 'unknown'; readonly asked: string };

export interface ChosenTokenPruner {
  /** Absent if none is wanted, or it could not be loaded. */
  readonly pruner?: TokenPruner;
  /** Why it could not be loaded, for people. */
  readonly warning?: string;
}

/** The token pruner that was chosen; none and a warning where it cannot be loaded. Never throws. */
export async function createTokenPruner(choice: TokenPrunerChoice): Promise<ChosenTokenPruner> {
  if (choice.kind === 'none') return {};
  try {
    return { pruner: await load(choice) };
  } catch (thrown) {
    const { message, hint } = toCtxoptError(thrown);
    return { warning: `${message} No words are pruned. ${hint}` };
  }
}

async function load(choice: Exclude<TokenPrunerChoice, { kind: 'none' }>): Promise<TokenPruner> {
  if (choice.kind === 'unknown') {
    throw new CtxoptError(
      'invalid_input',
      `There is no token pruner ${choice.asked}.`,
      'CTXOPT_PRUNER may be none or transformers:FOLDER.',
    );
  }
  const { createTransformersTokenPruner } = await import('./transformers-token-pruner.js');
  return createTransformersTokenPruner(choice);
}
