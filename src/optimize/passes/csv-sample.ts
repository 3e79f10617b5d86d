import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { csvHeader, csvSample as sampleOf } from '../csv/csv-sample.js';
import { hasTable } from '../json/json-table.js';
import { definePass } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/**
 * Of a long table of separated values what its columns hold, its first and last rows, and those that speak of an error.
 * Such a file is data: it is shortened also where it was read, unless somebody changed it. Of a table that comes in several
 * parts each has the header of the first.
 */
export const csvSample = definePass({
  name: 'csv-sample',
  kind: 'reversible',
  waste: 'table rows alike',
  run: rewriteUnlessRead(
    (part, env, before) => {
      const { text } = part;
      if (hasMarker(text) || hasTable(text) || looksLikeDiff(text)) return undefined;
      const header = headerAbove(part, before);
      const table = header === undefined ? text : `${header}\n${text}`;
      const sample = sampleOf(table, (line) => env.preserved(line));
      if (!sample) return undefined;
      const size = `${sample.rows} rows × ${sample.columns} columns`;
      return `${marker(`a sample of ${size}`, env.handle(part))}\n${sample.text}\n`;
    },
    (path) => /\.(?:csv|tsv)$/i.test(path),
  ),
});

/** The header of the table that a part continues: that of the first of the parts which one body was divided into. */
function headerAbove(part: Part, before: (places: number) => Part | undefined): string | undefined {
  let first = part;
  for (let places = 1; ; places++) {
    const above = before(places);
    if (!above || !continues(first, above)) break;
    first = above;
  }
  return first === part ? undefined : csvHeader(first.source.text);
}

/** Whether a part goes on in the body where another ends, but for the line end between them. */
function continues({ source }: Part, above: Part): boolean {
  const areRaw = source.encoding === 'raw' && above.source.encoding === 'raw';
  return areRaw && above.source.text !== '' && source.start === above.source.end + 1;
}
