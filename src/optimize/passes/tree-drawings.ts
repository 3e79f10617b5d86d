import { definePass } from '../pass.js';
import { holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';
import { indentTrees } from '../terminal/indent-trees.js';

/**
 * Writes trees that a program drew with lines (`tree`, `npm ls`, `cargo tree`, `gradle dependencies`) with a blank a level.
 * Runs after the passes that know a program by its drawings.
 */
export const treeDrawings = definePass({
  name: 'tree-drawings',
  kind: 'lossless',
  waste: 'lines of drawn trees',
  run: rewriteUnlessRead(({ text }, env) =>
    looksLikeDiff(text) || holdsPreserved(text, env) ? undefined : indentTrees(text),
  ),
});
