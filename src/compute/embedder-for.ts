import { type ChosenEmbedder, createEmbedder, type EmbedderChoice } from '../similarity/create-embedder.js';

const loaded = new Map<string, Promise<ChosenEmbedder>>();

/** The embedder that was chosen, loaded once a thread. */
export function embedderFor(choice: EmbedderChoice = { kind: 'static' }): Promise<ChosenEmbedder> {
  const key = JSON.stringify(choice);
  const known = loaded.get(key) ?? createEmbedder(choice);
  loaded.set(key, known);
  return known;
}
