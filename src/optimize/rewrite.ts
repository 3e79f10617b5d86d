import type { Part } from '../context/context.js';
import { HANDLES, MARKERS } from '../context/handle.js';
import { hasPhrases } from './notation/phrase-notation.js';
import type { PassEnv } from './pass.js';
import { readsInUse } from './reads/file-reads.js';

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
 * The new text of a part, or undefined (or the old one) to leave it alone. Looks at nothing but what it is given, and of the
 * parts before it at their sources: a part that comes again in the same run is not asked for again.
 */
type Change = (part: Part, env: PassEnv, before: Before) => string | undefined;

/** The part so many places before the one that is asked for, from 1. */
type Before = (places: number) => Part | undefined;

type Run = (parts: readonly Part[], env: PassEnv) => readonly Part[];

/** Rewrites each part that may be. */
export function rewriteEach(change: Change): Run {
  const rewritten = rewriter(change);
  return (parts, env) => parts.map((part, at) => rewritten(part, env, (places) => parts[at - places]));
}

/**
 * As {@link rewriteEach}, but a file that was read stays as it is, because an edit must match its lines.
 * @param mayTake whether a file of that path may be rewritten all the same, if nobody changed it: by default a log,
 *   which programs write and nobody edits
 */
export function rewriteUnlessRead(change: Change, mayTake: (path: string) => boolean = isLogFile): Run {
  const rewritten = rewriter(change);
  return (parts, env) => {
    const kept = readsInUse(parts, (path) => !mayTake(path));
    return parts.map((part, at) =>
      kept.has(part) ? part : rewritten(part, env, (places) => parts[at - places]),
    );
  };
}

/**
 * What becomes of a part, found out once in a run. Where phrases stand for letters nothing does: a line says little there to
 * who does not decode it.
 */
function rewriter(change: Change): (part: Part, env: PassEnv, before: Before) => Part {
  const runs = new WeakMap<PassEnv, WeakMap<Part, Part>>();
  return (part, env, before) => {
    if (!isRewritable(part) || hasPhrases(part.text)) return part;
    const known = runs.get(env) ?? new WeakMap<Part, Part>();
    runs.set(env, known);
    const now = known.get(part) ?? rewrite(part, change(part, env, before) ?? part.text, env);
    known.set(part, now);
    return now;
  };
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

/** Whether the caller asked that a text stays as it is, or a line of it: what a line holds the text holds. */
export function holdsPreserved(text: string, env: PassEnv): boolean {
  return env.preserved(text);
}

/** Whether a text is a diff, in which even blanks at a line's end carry meaning. */
export function looksLikeDiff(text: string): boolean {
  return /^(?:diff --git |@@ -\d|\*\*\* Begin Patch|Index: )/m.test(text);
}
