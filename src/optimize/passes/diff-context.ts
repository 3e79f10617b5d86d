import { marker } from '../../context/handle.js';
import { type Hunk, hunkAt, isChange, trimHunk } from '../diffs/hunks.js';
import { criticalExtractors } from '../facts.js';
import { definePass } from '../pass.js';
import { isSettled, rewriteUnlessRead } from '../rewrite.js';

/**
 * Cuts diffs to their changes: one unchanged line on either side of each, with headers that still say where, so that
 * `git apply` takes the result. The hashes of blobs go, and a file's name is given once; of lock files and other
 * generated ones the changes are counted. All other lines that a file gained or lost stay.
 */
export const diffContext = definePass({
  name: 'diff-context',
  kind: 'reversible',
  waste: 'unchanged lines in diffs',
  run: rewriteUnlessRead((part, env) => {
    if (!part.text.includes('@@ -') || isSettled(part, env)) return undefined;
    const lines = part.text.split('\n');
    const isKept = (line: string) => env.preserved(line) || isCritical(line);
    const trimmed = trimDiff(lines, isKept, env.preserved);
    const summary = [
      trimmed.context > 0 ? `${trimmed.context} unchanged ${noun(trimmed.context)}` : '',
      trimmed.generated > 0 ? `${trimmed.generated} generated ${noun(trimmed.generated)}` : '',
    ].filter((count) => count !== '');
    if (summary.length === 0) return undefined;
    return [marker(`diff without ${summary.join(' and ')}`, env.handle(part)), ...trimmed.lines].join('\n');
  }),
});

interface TrimmedDiff {
  readonly lines: readonly string[];
  /** How many unchanged lines went, and how many of generated files. */
  readonly context: number;
  readonly generated: number;
}

function trimDiff(
  lines: readonly string[],
  isKept: (line: string) => boolean,
  isPreserved: (line: string) => boolean,
): TrimmedDiff {
  const trimmed: string[] = [];
  let [context, generated] = [0, 0];
  let path = '';
  /** Where the file's header begins among the trimmed lines; undefined between its hunks. */
  let head: number | undefined;
  let readUpTo = 0;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const hunk = hunkAt(lines, at);
    if (!hunk) {
      path = pathIn(line) ?? path;
      // A header without hunks ends where the next begins.
      const isSpare = isRedundant(lines, at) && (line.startsWith('index ') || head === undefined);
      if (line.startsWith('diff --git ') || (head === undefined && NAMES.test(line))) head = trimmed.length;
      if (!isSpare || isPreserved(line)) trimmed.push(line);
      at++;
      continue;
    }
    if (head !== undefined && at >= readUpTo && GENERATED.test(path)) {
      const { end, changes } = hunksFrom(lines, hunk);
      readUpTo = end;
      if (changes >= MIN_GENERATED && !lines.slice(at, end).some(isPreserved)) {
        // Without the file's names `git apply` passes over it.
        const header = trimmed.splice(head);
        for (const name of header) if (!NAMES.test(name) || isPreserved(name)) trimmed.push(name);
        trimmed.push(`… ${changes} changed lines of ${path}, a generated file`);
        generated += end - at;
        head = undefined;
        at = end;
        continue;
      }
    }
    const short = trimHunk(lines, hunk, isKept);
    context += unchanged(lines.slice(hunk.start + 1, hunk.end)) - unchanged(short);
    for (const kept of short) trimmed.push(kept);
    head = undefined;
    at = hunk.end;
  }
  return { lines: trimmed, context, generated };
}

/** Lines that say which file a hunk is of; that it is new, or gone, is said by others. */
const NAMES = /^(?:diff --git |index |--- |\+\+\+ )/;
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.lock|Cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|Podfile\.lock|mix\.lock|flake\.lock|packages\.lock\.json|go\.sum)$|\.min\.(?:js|css)$|\.(?:js|css)\.map$/;
/** Changes of a generated file that are few enough to be read. */
const MIN_GENERATED = 8;

/** Where the hunks of one file that follow each other end, and how many lines they change. */
function hunksFrom(
  lines: readonly string[],
  first: Hunk,
): { readonly end: number; readonly changes: number } {
  let end = first.start;
  let changes = 0;
  for (let hunk: Hunk | undefined = first; hunk; hunk = end < lines.length ? hunkAt(lines, end) : undefined) {
    end = hunk.end;
    changes += lines.slice(hunk.start + 1, end).filter(isChange).length;
  }
  return { end, changes };
}

/** The path in `+++ b/src/a.ts` or, of a file that is gone, `--- a/src/a.ts`. */
function pathIn(line: string): string | undefined {
  const path = /^(?:---|\+\+\+) (?:[abciow]\/)?([^\t\r]{1,1000})/.exec(line)?.[1];
  return path === '/dev/null' ? undefined : path;
}

/** `index 1f2e3d4..5a6b7c8 100644` before the files' names, and `diff --git` where nothing but those would follow. */
function isRedundant(lines: readonly string[], at: number): boolean {
  if (lines[at]!.startsWith('index ')) return isNamed(lines, at + 1, NAME);
  if (!lines[at]!.startsWith('diff --git ')) return false;
  return isNamed(lines, lines[at + 1]?.startsWith('index ') ? at + 2 : at + 1, SAME_NAME);
}

const NAME = /^(?:---|\+\+\+) /;
/** Neither side is `/dev/null`. */
const SAME_NAME = /^(?:---|\+\+\+) ["\w]/;

function isNamed(lines: readonly string[], at: number, name: RegExp): boolean {
  return (
    name.test(lines[at] ?? '') && name.test(lines[at + 1] ?? '') && (lines[at + 2] ?? '').startsWith('@@ -')
  );
}

function noun(count: number): string {
  return count === 1 ? 'line' : 'lines';
}

function unchanged(lines: readonly string[]): number {
  let count = 0;
  for (const line of lines) if (!isChange(line) && !line.startsWith('@@')) count++;
  return count;
}

function isCritical(line: string): boolean {
  return criticalExtractors.some((extractor) => extractor.extract(line).length > 0);
}
