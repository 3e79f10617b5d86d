import { type ChosenEmbedder, createEmbedder, type EmbedderChoice } from '../similarity/create-embedder.js';

let last: { readonly key: string; readonly chosen: Promise<ChosenEmbedder> } | undefined;

/** The embedder that was chosen, loaded once a thread. */
export function embedderFor(choice: EmbedderChoice = { kind: 'static' }): Promise<ChosenEmbedder> {
  const key = JSON.stringify(choice);
  if (last?.key !== key) last = { key, chosen: createEmbedder(choice) };
  return last.chosen;
}
