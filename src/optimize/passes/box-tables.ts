import { alignedTables } from '../notation/aligned-tables.js';
import { boxTables as tabbed } from '../notation/box-tables.js';
import { definePass } from '../pass.js';
import { holdsPreserved, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Writes tables that programs draw (psql, mysql, `pip list`, coverage, `console.table`) or align below a head (`docker ps`, `kubectl get`,
 * `ps`, `df`) with a tab between two cells. Runs after the passes that know a program by its drawings.
 */
export const boxTables = definePass({
  name: 'box-tables',
  kind: 'lossless',
  waste: 'frames and padding of tables',
  run: rewriteUnlessRead(({ text }, env) =>
    looksLikeDiff(text) || holdsPreserved(text, env) ? undefined : alignedTables(tabbed(text)),
  ),
});
