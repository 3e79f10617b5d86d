import { marker } from '../../context/handle.js';
import { hasTable } from '../json/json-table.js';
import { foldLog } from '../logs/fold-log.js';
import { hasLinkedValues } from '../logs/template-text.js';
import { hasPathNotation } from '../notation/path-notation.js';
import { definePass } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';
import { foldStacks } from '../stacks/fold-stacks.js';

/**
 * Folds the lines of a log that the same statement printed to one, with their count, the first and the last time, and the
 * values in which they differ. Of lines that carry an error, a warning or a status every value stays, and stack traces are folded as `stack-frames` does. Files that were
 * read, diffs and tables are no logs.
 */
export const logTemplates = definePass({
  name: 'log-templates',
  kind: 'reversible',
  waste: 'log lines alike',
  run: rewriteUnlessRead((part, env) => {
    const { text } = part;
    if (hasMarker(text) || hasTable(text) || hasPathNotation(text) || looksLikeDiff(text)) return undefined;
    const folded = foldLog(text, (line) => env.preserved(line));
    if (folded === undefined) return undefined;
    const rest = foldStacks(folded.split('\n'), (line) => env.preserved(line))?.join('\n') ?? folded;
    const count = text.replace(/\n$/, '').split('\n').length;
    const note = hasLinkedValues(rest) ? `${NOTE}; ${NOTE_ON_LINKS}` : NOTE;
    return `${marker(`${count} ${note}`, env.handle(part))}\n${rest}`;
  }),
});

/** Tells how to read what follows. */
const NOTE =
  'log lines, like ones as one: ×N is their count, then first … last time and {values that differ}';
const NOTE_ON_LINKS = '{A} → {B}: which of them stood together';
