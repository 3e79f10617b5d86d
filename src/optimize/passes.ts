import type { Pass } from './pass.js';
import { base64 } from './passes/base64.js';
import { exactDuplicates } from './passes/exact-duplicates.js';
import { json } from './passes/json.js';
import { nearDuplicates } from './passes/near-duplicates.js';
import { oldestResults } from './passes/oldest-results.js';
import { repeatedLines } from './passes/repeated-lines.js';
import { supersededReads } from './passes/superseded-reads.js';
import { tabulation } from './passes/tabulation.js';
import { terminalNoise } from './passes/terminal-noise.js';
import { whitespace } from './passes/whitespace.js';

/**
 * Every pass, in the order in which they run: lossless, reversible, lossy. What compares parts comes before
 * what folds one, because it needs whole texts; superseded reads come first, so that no marker points at one. To add a pass is to add its file and a line here.
 */
export const passes: readonly Pass[] = [
  terminalNoise,
  whitespace,
  json,
  tabulation,
  supersededReads,
  exactDuplicates,
  nearDuplicates,
  repeatedLines,
  base64,
  oldestResults,
];
