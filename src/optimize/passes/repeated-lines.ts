import { type Handle, marker } from '../../context/handle.js';
import { lineTemplate } from '../../similarity/line-template.js';
import { hasLocation, isCriticalLine } from '../critical-line.js';
import { hasTable } from '../json-table.js';
import { definePass, type PassEnv } from '../pass.js';
import { hasMarker, looksLikeDiff, rewriteUnlessRead } from '../rewrite.js';

/** Lines of one template from which those between the first and the last can go. */
const MIN_REPEATS = 4;
/** Lines and letters that a fold must take out to be worth its marker. */
const MIN_FOLDED_LINES = 3;
const MIN_FOLDED_LENGTH = 160;
/** Letters beyond which a line is not taken for a log line. */
const MAX_LINE = 4096;

/**
 * Folds the lines of a log that differ in nothing but numbers, times and ids, also where several such statements
 * alternate. Of each statement the first and the last line stay. A line that carries an error, a warning or a status,
 * or names a place in a file, stays too, unless those right before and after it are equal to it. Files that were read,
 * diffs and tables are no logs.
 */
export const repeatedLines = definePass({
  name: 'repeated-lines',
  kind: 'reversible',
  run: (parts, env) =>
    rewriteUnlessRead(parts, env, (part) => {
      const { text } = part;
      if (hasMarker(text) || hasTable(text) || looksLikeDiff(text)) return undefined;
      return folded(text.split('\n'), () => env.handle(part), env);
    }),
});

/** A line's template; '' if it only separates others, undefined if it is not to be compared by template. */
type Template = string | undefined;

function folded(lines: readonly string[], handle: () => Handle, env: PassEnv): string {
  const templates = lines.map((line) => templateOf(line, env));
  const spare = spareLines(lines, templates, env);
  const kept: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = foldEnd(at, spare, templates);
    const run = lines.slice(at, end).map((line, k) => templates[at + k] ?? line);
    const length = lines.slice(at, end).reduce((sum, line) => sum + line.length + 1, 0);
    const repeated = run.filter((template) => template !== '');
    if (repeated.length >= MIN_FOLDED_LINES && length >= MIN_FOLDED_LENGTH) {
      kept.push(marker(summary(repeated), handle()));
      at = end;
    } else for (const stop = Math.max(end, at + 1); at < stop; at++) kept.push(lines[at]!);
  }
  return kept.join('\n');
}

/** Where the spare lines from `start` on end. What only separates lines goes with those around it, but ends no fold. */
function foldEnd(start: number, spare: readonly boolean[], templates: readonly Template[]): number {
  let end = start;
  for (let at = start; spare[at] || (at > start && templates[at] === ''); at++) if (spare[at]) end = at + 1;
  return end;
}

/** A search hit: its place is what it is about. Two digits before the colon are a time rather than a file's name. */
const HIT = /^[^\s:]{0,200}[./][^\s:]{0,200}(?<!\d\d):\d+[:-]/;
/** What a failing test expected and got, or an item of a list. */
const CHANGE = /^\s*[-+] +[^\s\d]/;

function templateOf(line: string, env: PassEnv): Template {
  if (line.length > MAX_LINE || env.preserved(line)) return undefined;
  if (isCriticalLine(line) || hasLocation(line) || HIT.test(line) || CHANGE.test(line)) return undefined;
  const template = lineTemplate(line);
  if (/\p{L}{2}/u.test(template)) return template;
  return /[#\p{L}]/u.test(template) ? undefined : '';
}

/** Which lines are neither the first nor the last of their template, or of a run of equal lines. */
function spareLines(
  lines: readonly string[],
  templates: readonly Template[],
  env: PassEnv,
): readonly boolean[] {
  const places = new Map<string, { first: number; last: number; count: number }>();
  templates.forEach((template, at) => {
    if (!template) return;
    const place = places.get(template);
    if (!place) places.set(template, { first: at, last: at, count: 1 });
    else {
      place.last = at;
      place.count++;
    }
  });
  return lines.map((line, at) => {
    const template = templates[at];
    if (template === undefined)
      return line === lines[at - 1] && line === lines[at + 1] && !env.preserved(line);
    const place = places.get(template);
    return place !== undefined && place.count >= MIN_REPEATS && at !== place.first && at !== place.last;
  });
}

function summary(run: readonly string[]): string {
  const kinds = new Set(run).size;
  return `${run.length} repeated lines${kinds > 1 ? ` of ${kinds} kinds` : ''}`;
}
