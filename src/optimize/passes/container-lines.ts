import { containerLines as linesOf } from '../notation/container-lines.js';
import { definePass } from '../pass.js';
import { holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/** Writes the log that Docker keeps of a container, JSON around each line, as lines of text. */
export const containerLines = definePass({
  name: 'container-lines',
  kind: 'lossless',
  waste: 'JSON around log lines',
  run: rewriteUnlessRead(({ text }, env) =>
    looksLikeDiff(text) || holdsPreserved(text, env) ? undefined : linesOf(text),
  ),
});
