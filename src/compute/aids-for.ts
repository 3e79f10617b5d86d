import type { PassAids } from '../optimize/pass.js';
import type { EmbedderChoice } from '../similarity/create-embedder.js';
import type { TokenPrunerChoice } from '../similarity/create-token-pruner.js';
import { embedderFor } from './embedder-for.js';
import { outlineText } from './outline-text.js';
import { prunerFor } from './pruner-for.js';

export interface AidsWanted {
  readonly level: 'lossless' | 'balanced' | 'aggressive';
  readonly budget?: number;
  readonly embedder?: EmbedderChoice;
  readonly pruner?: TokenPrunerChoice;
}

/** What the passes of a request may need, no more of it loaded than that, and what could not be loaded, for people. */
export async function aidsFor({ level, budget, ...wanted }: AidsWanted): Promise<{
  readonly aids: PassAids;
  readonly warnings: readonly string[];
}> {
  const mayLose = level === 'aggressive' || (level === 'balanced' && budget !== undefined);
  const ofEmbedder = level === 'lossless' ? {} : await embedderFor(wanted.embedder);
  const ofPruner = mayLose ? await prunerFor(wanted.pruner) : {};
  const [{ embedder }, { pruner }] = [ofEmbedder, ofPruner];
  return {
    aids: { outline: outlineText, ...(embedder ? { embedder } : {}), ...(pruner ? { pruner } : {}) },
    warnings: [ofEmbedder.warning, ofPruner.warning].filter((warning) => warning !== undefined),
  };
}
