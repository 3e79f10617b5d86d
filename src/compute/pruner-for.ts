import {
  type ChosenTokenPruner,
  createTokenPruner,
  type TokenPrunerChoice,
} from '../similarity/create-token-pruner.js';

let last: { readonly key: string; readonly chosen: Promise<ChosenTokenPruner> } | undefined;

/** The token pruner that was chosen, loaded once a thread; none if none was. */
export function prunerFor(choice: TokenPrunerChoice = { kind: 'none' }): Promise<ChosenTokenPruner> {
  const key = JSON.stringify(choice);
  if (last?.key !== key) last = { key, chosen: createTokenPruner(choice) };
  return last.chosen;
}
