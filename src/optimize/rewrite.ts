import type { Part } from '../context/context.js';
import { HANDLES, MARKERS } from '../context/handle.js';
import { hasPhrases } from './notation/phrase-notation.js';
import type { PassEnv } from './pass.js';
import { fileReads } from './reads/file-reads.js';

/** Whether passes may rewrite a part: what a tool printed, never the words of a user, an assistant or the system. */
export function isRewritable(part: Part): boolean {
  return part.editable && part.role === 'tool';
}

/** The part with another text; the part itself if that text would not take fewer tokens. */
export function rewrite(part: Part, text: string, env: PassEnv): Part {
  if (text === part.text || env.count(text) >= env.count(part.text)) return part;
  return { ...part, text };
}

/**
 * Rewrites each part that may be; `change` gives the new text, or undefined (or the old one) to leave a part alone. So
 * is one whose phrases stand for letters: a line of it says little to who does not decode it.
 */
export function rewriteEach(
  parts: readonly Part[],
  env: PassEnv,
  change: (part: Part) => string | undefined,
): readonly Part[] {
  return parts.map((part) =>
    isRewritable(part) && !hasPhrases(part.text) ? rewrite(part, change(part) ?? part.text, env) : part,
  );
}

/**
 * As {@link rewriteEach}, but a file that was read stays as it is, because an edit must match its lines.
 * @param mayTake whether a file of that path may be rewritten all the same, if nobody changed it: by default a log,
 *   which programs write and nobody edits
 */
export function rewriteUnlessRead(
  parts: readonly Part[],
  env: PassEnv,
  change: (part: Part) => string | undefined,
  mayTake: (path: string) => boolean = isLogFile,
): readonly Part[] {
  const files = fileReads(parts);
  const changed = new Set(files.filter(({ kind }) => kind !== 'read').map(({ path }) => path));
  const stays = files.filter(({ path }) => changed.has(path) || !mayTake(path));
  const kept = new Set(stays.map(({ part }) => part));
  return rewriteEach(parts, env, (part) => (kept.has(part) ? undefined : change(part)));
}

/** `build.log`, `app.log.2`, `server.out`, what lies in a folder of logs. */
export function isLogFile(path: string): boolean {
  return /\.(?:log|out|err|stdout|stderr|trace)(?:[.-]\d+)*$|(?:^|\/)logs?\/[^/]+$/i.test(path);
}

/** Whether something was already taken out of a text, in this run or an earlier one. */
export function hasMarker(text: string): boolean {
  return text.includes('[ctxopt: ') && text.search(MARKERS) >= 0;
}

/** Whether an earlier run took something out of a part: its handles would be lost in a fold. */
export function isSettled(part: Part, env: PassEnv): boolean {
  if (!hasMarker(part.text)) return false;
  const own = env.handle(part);
  return (part.text.match(MARKERS) ?? []).some((marker) => marker.match(HANDLES)?.at(-1) !== own);
}

/** Whether the caller asked that a text, or a line of it, stays as it is. */
export function holdsPreserved(text: string, env: PassEnv): boolean {
  return env.preserved(text) || text.split('\n').some((line) => env.preserved(line));
}

/** Whether a text is a diff, in which even blanks at a line's end carry meaning. */
export function looksLikeDiff(text: string): boolean {
  return /^(?:diff --git |@@ -\d|\*\*\* Begin Patch|Index: )/m.test(text);
}
