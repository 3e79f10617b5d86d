import { type Handle, marker } from '../../context/handle.js';
import { hasLocation, isCriticalLine } from '../critical-line.js';
import { definePass } from '../pass.js';
import { isRewritable, isSettled, rewrite } from '../rewrite.js';

/** Results at the end of the context that stay whole: what the reader is at work on. */
const NEWEST = 4;
/** Letters from which a result is large. */
const MIN_LENGTH = 2000;
const HEAD_LINES = 8;
const TAIL_LINES = 8;
/** Letters of a line that a digest shows, unless the line is critical. */
const MAX_LINE = 400;
const GAP = '…';

/**
 * Cuts large results that are not among the newest to a digest: their first and last lines and, in between, each line
 * that carries an error, a warning or a status, or a word of the query. `…` stands for lines left out.
 */
export const oldestResults = definePass({
  name: 'oldest-results',
  kind: 'lossy',
  run: (parts, env) => {
    const results = parts.flatMap((part, index) => (part.role === 'tool' ? [index] : []));
    const old = new Set(results.slice(0, -NEWEST));
    const isAskedFor = matcher(env.query);
    return parts.map((part, index) => {
      if (!old.has(index) || !isRewritable(part) || part.text.length < MIN_LENGTH) return part;
      if (isDigest(part.text) || isSettled(part, env) || env.preserved(part.text)) return part;
      const stays = (line: string) =>
        isCriticalLine(line) || hasLocation(line) || env.preserved(line) || isAskedFor(line);
      return rewrite(part, digest(part.text.split('\n'), stays, env.handle(part)), env);
    });
  },
});

function digest(lines: readonly string[], stays: (line: string) => boolean, handle: Handle): string {
  const kept: string[] = [];
  let left = 0;
  lines.forEach((line, at) => {
    if (stays(line)) kept.push(line);
    else if (at < HEAD_LINES || at >= lines.length - TAIL_LINES) kept.push(clipped(line));
    else {
      left++;
      if (kept.at(-1) !== GAP) kept.push(GAP);
    }
  });
  return [marker(`digest without ${left} of ${lines.length} lines`, handle), ...kept].join('\n');
}

function clipped(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}${GAP}` : line;
}

function isDigest(text: string): boolean {
  return text.startsWith('[ctxopt: digest ');
}

/** Whether a line holds a word of the query of three letters or more. */
function matcher(query: string | undefined): (line: string) => boolean {
  const words = query?.toLowerCase().match(/[\p{L}\d_]{3,}/gu) ?? [];
  if (words.length === 0) return () => false;
  return (line) => {
    const lower = line.toLowerCase();
    return words.some((word) => lower.includes(word));
  };
}
