import { notations, unlessNotationsSaveMore } from './notations.js';
import type { Pass } from './pass.js';
import { base64 } from './passes/base64.js';
import { callEchoes } from './passes/call-echoes.js';
import { codeOutline } from './passes/code-outline.js';
import { containerLines } from './passes/container-lines.js';
import { csvSample } from './passes/csv-sample.js';
import { diffContext } from './passes/diff-context.js';
import { exactDuplicates } from './passes/exact-duplicates.js';
import { extractiveSelection } from './passes/extractive-selection.js';
import { htmlText } from './passes/html-text.js';
import { json } from './passes/json.js';
import { jsonLines } from './passes/json-lines.js';
import { jsonLog } from './passes/json-log.js';
import { jsonSample } from './passes/json-sample.js';
import { logTemplates } from './passes/log-templates.js';
import { longHits } from './passes/long-hits.js';
import { minifiedCode } from './passes/minified-code.js';
import { nearDuplicates } from './passes/near-duplicates.js';
import { oldMinifiedCode } from './passes/old-minified-code.js';
import { oldestResults } from './passes/oldest-results.js';
import { repeatedBlocks } from './passes/repeated-blocks.js';
import { semanticDuplicates } from './passes/semantic-duplicates.js';
import { shellPrompts } from './passes/shell-prompts.js';
import { stackFrames } from './passes/stack-frames.js';
import { supersededReads } from './passes/superseded-reads.js';
import { tabulation } from './passes/tabulation.js';
import { terminalNoise } from './passes/terminal-noise.js';
import { tokenPruning } from './passes/token-pruning.js';
import { toolOutput } from './passes/tool-output.js';
import { whitespace } from './passes/whitespace.js';

/**
 * Every pass, in the order in which they run: lossless, reversible, lossy. What compares parts comes before
 * what folds one, because it needs whole texts; superseded reads come first, so that no marker points at one. Repeated
 * blocks come after the folds, so that a block still stands where its note says. Drawn trees and tables, path prefixes
 * and repeated phrases, though lossless, come after all that knows a line by its path or its words. To add a pass is to
 * add its file and a line here.
 */
export const passes: readonly Pass[] = [
  containerLines,
  terminalNoise,
  whitespace,
  json,
  tabulation,
  jsonLines,
  supersededReads,
  exactDuplicates,
  nearDuplicates,
  codeOutline,
  callEchoes,
  oldMinifiedCode,
  longHits,
  unlessNotationsSaveMore(toolOutput),
  diffContext,
  htmlText,
  csvSample,
  jsonSample,
  jsonLog,
  unlessNotationsSaveMore(logTemplates),
  unlessNotationsSaveMore(stackFrames),
  repeatedBlocks,
  semanticDuplicates,
  base64,
  shellPrompts,
  ...notations,
  minifiedCode,
  extractiveSelection,
  tokenPruning,
  oldestResults,
];
