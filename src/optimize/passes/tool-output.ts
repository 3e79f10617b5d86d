import { marker } from '../../context/handle.js';
import { hasTable } from '../json/json-table.js';
import { outputs } from '../outputs.js';
import { definePass } from '../pass.js';
import { conciseOutput } from '../programs/concise-output.js';
import { recognizeOutput } from '../programs/recognize-output.js';
import { hasMarker, rewriteUnlessRead } from '../rewrite.js';
import { foldStacks } from '../stacks/fold-stacks.js';

/**
 * Leaves out of the output of tests, builds and other known programs what nobody acts on: passed tests, progress,
 * banners. What stood there is counted in its place; errors, failures, warnings and summaries stay. Stack traces are
 * folded as well, because no later pass folds a part that has a marker.
 */
export const toolOutput = definePass({
  name: 'tool-output',
  kind: 'reversible',
  waste: 'what programs print by the way',
  run: rewriteUnlessRead((part, env) => {
    if (hasMarker(part.text) || hasTable(part.text)) return undefined;
    const lines = part.text.split('\n');
    const recognized = recognizeOutput(part, lines, outputs);
    const concise = recognized.length > 0 ? conciseOutput(lines, recognized, env.preserved) : undefined;
    if (!concise) return undefined;
    const folded = foldStacks(concise.lines, env.preserved);
    const summary = folded ? `${concise.summary}, stacks folded` : concise.summary;
    return [marker(summary, env.handle(part)), ...(folded ?? concise.lines)].join('\n');
  }),
});
