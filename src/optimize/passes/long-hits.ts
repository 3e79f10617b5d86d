import { marker } from '../../context/handle.js';
import { definePass } from '../pass.js';
import { type Search, searchedFor } from '../reads/searched-for.js';
import { hasMarker, rewriteUnlessRead } from '../rewrite.js';

/** Letters from which a line is long. */
const LONG = 1000;
/** Letters shown before and after a hit, and hits shown of a line. */
const AROUND = 120;
const MOST_HITS = 3;

/** Files that programs write, with lines that nobody reads: bundles, maps, pages. Logs and records are not of them. */
const GENERATED = /\.(?:[cm]?js|css|map|html?|svg|json|lock|ipynb)(?![\w.-]*\w)/i;
/** Where a search says that a hit is: `src/a.js:12:`, `12:`, `src/a.js-12-`. */
const PLACE = /^(?:([^\s:]{1,300}?)[:-])?\d{1,7}[:-]|^([^\s:]{1,300}):/;

/**
 * Of long lines that a search hit in files that programs wrote, such as bundles, shows what is around the hits. All of the
 * result stands under the handle.
 */
export const longHits = definePass({
  name: 'long-hits',
  kind: 'reversible',
  waste: 'long lines hit by a search',
  run: rewriteUnlessRead((part, env) => {
    if (hasMarker(part.text) || part.text.length < LONG) return undefined;
    const search = searchedFor(part);
    if (!search) return undefined;
    let count = 0;
    const lines = part.text.split('\n').map((line) => {
      const short = line.length < LONG || env.preserved(line) ? undefined : aroundHits(line, search);
      if (short === undefined) return line;
      count++;
      return short;
    });
    const what = `${count} long line${count === 1 ? '' : 's'} around what was searched for`;
    return count === 0 ? undefined : [marker(what, env.handle(part)), ...lines].join('\n');
  }),
});

function aroundHits(line: string, { texts, where }: Search): string | undefined {
  const place = PLACE.exec(line.slice(0, LONG));
  const path = place?.[1] ?? place?.[2];
  if (!GENERATED.test(path ?? where)) return undefined;
  const head = place?.[0] ?? '';
  const body = line.slice(head.length);
  let written = '';
  let next = 0;
  let shown = 0;
  let unseen = 0;
  const show = (start: number, end: number) => {
    const from = Math.max(next, start - AROUND);
    const to = Math.min(body.length, end + AROUND);
    written += `${gap(from - next)}${body.slice(from, to)}`;
    next = to;
    shown++;
  };
  for (const { index, 0: text } of body.matchAll(anyOf(texts))) {
    if (index < next) continue;
    if (shown < MOST_HITS) show(index, index + text.length);
    else unseen++;
  }
  if (shown === 0) show(0, AROUND);
  return head + (written + gap(body.length - next, unseen)).trim();
}

/** Matches any of the texts; nothing if there are none. */
function anyOf(texts: readonly string[]): RegExp {
  if (texts.length === 0) return /(?!)/g;
  return new RegExp(texts.map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'), 'gi');
}

function gap(letters: number, hits = 0): string {
  if (letters === 0) return '';
  const more = hits === 0 ? '' : ` with ${hits} more hit${hits === 1 ? '' : 's'}`;
  return ` … ${letters} letters${more} … `;
}
