import { marker } from '../../context/handle.js';
import { conciseOutput } from '../concise-output.js';
import { hasTable } from '../json-table.js';
import { outputs } from '../outputs.js';
import { definePass } from '../pass.js';
import { hasPathNotation } from '../path-notation.js';
import { recognizeOutput } from '../recognize-output.js';
import { hasMarker, rewriteUnlessRead } from '../rewrite.js';

/**
 * Leaves out of the output of tests, builds and other known programs what nobody acts on: passed tests, progress,
 * banners. What stood there is counted in its place; errors, failures, warnings and summaries stay.
 */
export const toolOutput = definePass({
  name: 'tool-output',
  kind: 'reversible',
  run: (parts, env) =>
    rewriteUnlessRead(parts, env, (part) => {
      if (hasMarker(part.text) || hasTable(part.text) || hasPathNotation(part.text)) return undefined;
      const lines = part.text.split('\n');
      const recognized = recognizeOutput(part, lines, outputs);
      const concise = recognized.length > 0 ? conciseOutput(lines, recognized, env.preserved) : undefined;
      return concise && [marker(concise.summary, env.handle(part)), ...concise.lines].join('\n');
    }),
});
