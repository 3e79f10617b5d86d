import { type Handle, marker } from '../../context/handle.js';
import { lineTemplate } from '../../similarity/line-template.js';
import { hasLocation, isCriticalLine } from '../critical-line.js';
import { fileReads } from '../file-reads.js';
import { hasTable } from '../json-table.js';
import { definePass, type PassEnv } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteEach } from '../rewrite.js';

/** Lines of one template from which those between the first and the last can go. */
const MIN_REPEATS = 4;
/** Lines and letters that a fold must take out to be worth its marker. */
const MIN_FOLDED_LINES = 3;
const MIN_FOLDED_LENGTH = 160;
/** Letters beyond which a line is not taken for a log line. */
const MAX_LINE = 4096;

/**
 * Folds the lines of a log that differ in nothing but numbers, times and ids, also where several such statements
 * alternate. Of each statement the first and the last line stay, and so does every line that carries an error, a
 * warning or a status; lines that name a place in a file go only where they are equal. Files that were read, diffs and tables are no logs.
 */
export const repeatedLines = definePass({
  name: 'repeated-lines',
  kind: 'reversible',
  run: (parts, env) => {
    const read = new Set(fileReads(parts).map((file) => file.part));
    return rewriteEach(parts, env, (part) => {
      const { text } = part;
      if (read.has(part) || hasMarker(text) || hasTable(text) || looksLikeDiff(text)) return undefined;
      return folded(text.split('\n'), () => env.handle(part), env);
    });
  },
});

function folded(lines: readonly string[], handle: () => Handle, env: PassEnv): string {
  const templates = lines.map((line) => templateOf(line, env));
  const spare = spareLines(templates);
  const kept: string[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    let length = 0;
    // What only separates lines may go with those around it, but does not end a fold.
    for (
      let next = at;
      next < lines.length && (spare[next] || (next > at && templates[next] === ''));
      next++
    ) {
      length += lines[next]!.length + 1;
      if (spare[next]) end = next + 1;
    }
    const run = templates.slice(at, end).filter((template) => template !== '');
    if (run.length >= MIN_FOLDED_LINES && length >= MIN_FOLDED_LENGTH) {
      kept.push(marker(summary(run), handle()));
      at = end;
    } else {
      end = Math.max(end, at + 1);
      while (at < end) kept.push(lines[at++]!);
    }
  }
  return kept.join('\n');
}

/** A search hit: its place is what it is about. */
const HIT = /^[^\s:]{0,200}[./][^\s:]{0,200}:\d+[:-]/;

/** What a line repeats; '' if it only separates, undefined if it must stay. */
function templateOf(line: string, env: PassEnv): string | undefined {
  if (line.length > MAX_LINE || env.preserved(line) || isCriticalLine(line)) return undefined;
  if (hasLocation(line) || HIT.test(line)) return line;
  const template = lineTemplate(line);
  if (/\p{L}{2}/u.test(template)) return template;
  return /[#\p{L}]/u.test(template) ? undefined : '';
}

/** Which lines are neither the first nor the last of their template, where it repeats often enough. */
function spareLines(templates: readonly (string | undefined)[]): readonly boolean[] {
  const places = new Map<string, { count: number; last: number }>();
  templates.forEach((template, at) => {
    if (!template) return;
    const place = places.get(template);
    if (place) {
      place.count++;
      place.last = at;
    } else places.set(template, { count: 1, last: at });
  });
  const seen = new Set<string>();
  return templates.map((template, at) => {
    if (!template) return false;
    const isFirst = !seen.has(template);
    seen.add(template);
    const { count, last } = places.get(template)!;
    return count >= MIN_REPEATS && !isFirst && at !== last;
  });
}

function summary(run: readonly (string | undefined)[]): string {
  const kinds = new Set(run).size;
  return `${run.length} repeated lines${kinds > 1 ? ` of ${kinds} kinds` : ''}`;
}
