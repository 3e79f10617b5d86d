import { marker } from '../../context/handle.js';
import { csvSample as sampleOf } from '../csv/csv-sample.js';
import { hasTable } from '../json/json-table.js';
import { definePass } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Of a long table of separated values what its columns hold, its first and last rows, and those that speak of an error.
 * Such a file is data: it is shortened also where it was read, unless somebody changed it.
 */
export const csvSample = definePass({
  name: 'csv-sample',
  kind: 'reversible',
  waste: 'table rows alike',
  run: rewriteUnlessRead(
    (part, env) => {
      const { text } = part;
      if (hasMarker(text) || hasTable(text) || looksLikeDiff(text)) return undefined;
      const sample = sampleOf(text, (line) => env.preserved(line));
      if (!sample) return undefined;
      const size = `${sample.rows} rows × ${sample.columns} columns`;
      return `${marker(`a sample of ${size}`, env.handle(part))}\n${sample.text}\n`;
    },
    (path) => /\.(?:csv|tsv)$/i.test(path),
  ),
});
