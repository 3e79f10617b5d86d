import type { AnswerFeatures } from './answer-features.js';

/** What each feature adds to the logarithm of how likely an answer is. `npm run fit:ranking` fits and prints them. */
export const RANKING_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  match: 4.57,
  logMatch: 0.91,
  runs: 2.71,
  brief: -8.87,
  role: 2,
  file: 1.93,
  graph: 0.12,
  caller: 1.98,
};
