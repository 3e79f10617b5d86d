import type { Part } from '../../context/context.js';
import { digestOf } from '../lossy/digest.js';
import { definePass, type PassEnv } from '../pass.js';
import { type FileRead, fileReads } from '../reads/file-reads.js';
import { leftBehind } from '../reads/left-behind.js';
import { mentionsIn } from '../reads/mentions.js';
import { holdsPreserved, isRewritable, isSettled, rewrite } from '../rewrite.js';

/** Tokens of parts behind which a result is one of the oldest, if the talk has left it behind. */
const MIN_TOKENS_BEHIND = 2000;
/** Tokens from which a result is worth a digest, and share of them that must go. */
const MIN_TOKENS = 120;
const MIN_SAVED = 0.3;

/**
 * Brings results that are far behind down to one line each, what was called, its size and how it ended, and to the lines
 * that say a critical fact. Files that somebody has named since stay.
 */
export const oldestResults = definePass({
  name: 'oldest-results',
  kind: 'lossy',
  run: (parts, env) => {
    const end = Math.min(oldestEnd(parts, env), leftBehind(parts));
    const reads = new Map(fileReads(parts).map((read) => [read.part, read]));
    const mentions = mentionsIn(parts);
    const isNamedSince = ({ path }: FileRead) => mentions.last(path) >= end;
    return parts.map((part, index) => {
      if (index >= end || part.role !== 'tool' || !isRewritable(part)) return part;
      if (isDigest(part.text) || isSettled(part, env) || holdsPreserved(part.text, env)) return part;
      const read = reads.get(part);
      if (env.count(part.text) < MIN_TOKENS || (read && isNamedSince(read))) return part;
      const digest = digestOf(part, read !== undefined, env);
      return env.count(digest) > (1 - MIN_SAVED) * env.count(part.text) ? part : rewrite(part, digest, env);
    });
  },
});

/** The index behind which so many tokens stand. By what they were at first, so that no pass brings one nearer. */
function oldestEnd(parts: readonly Part[], env: PassEnv): number {
  let tokens = 0;
  for (let at = parts.length - 1; at >= 0; at--) {
    if (tokens >= MIN_TOKENS_BEHIND) return at + 1;
    const { kind, source } = parts[at]!;
    if (kind !== 'opaque') tokens += env.count(source.text);
  }
  return 0;
}

function isDigest(text: string): boolean {
  return text.startsWith('[ctxopt: digest of ');
}
