import { deserialize } from 'node:v8';
import { mapView } from '../repo/map-view.js';
import type { RankedMap } from '../session/repo-rankings.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import type { ReadView } from './read-view.js';

export interface MapJob {
  /** A serialized {@link RankedMap}. */
  readonly ranked: Uint8Array;
  readonly display: string;
  readonly budget: number;
  readonly notes: readonly string[];
}

export interface MapResult extends ReadView {
  /** Files whose definitions are shown, relative to the folder, and the content that those were found in. */
  readonly shown: readonly { readonly path: string; readonly hash: string }[];
}

/** Renders a map. Pure. It claims no saving: what a reader would have read instead, nobody knows. */
export function mapRanked({ ranked, display, budget, notes }: MapJob): MapResult {
  const { files, uses, hashes, tokens } = deserialize(ranked) as RankedMap;
  const { id, exact } = tokenizerFor();
  const map = mapView({ files, uses, display, budget, notes });
  return {
    text: map.text,
    view: 'map',
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    tokens: { returned: map.tokens, whole: tokens, tokenizer: id, exact },
    baseline: 0,
    shown: map.paths.map((path) => ({ path, hash: hashes.get(path) ?? '' })),
  };
}
