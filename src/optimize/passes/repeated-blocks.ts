import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { type Block, knownBlocks } from '../blocks/known-blocks.js';
import { decodePaths, hasPathNotation } from '../notation/path-notation.js';
import { decodePhrases, hasPhrases } from '../notation/phrase-notation.js';
import { partLabel } from '../part-label.js';
import { definePass, type PassEnv } from '../pass.js';
import { fileReads } from '../reads/file-reads.js';
import { type Listing, listingsIn } from '../reads/listing.js';
import { hasMarker, holdsPreserved, isRewritable, isSettled, rewrite } from '../rewrite.js';

/** Letters from which all blocks of a part are worth the handle. */
const MIN_TOTAL = 240;

/**
 * Replaces blocks of lines in what a tool printed, if they stood literally in an earlier part, by a note that names it:
 * overlapping listings, a test run's failures printed again, a diff that grew, instructions and reminders that the
 * system or a user had given. The first occurrence stays where it is, so that a cached prefix stays the same, and
 * words are never rewritten. Of a file that was read it takes what frames the file, such as a reminder that comes with every
 * one, because an edit must match its newest lines; the file itself only if all of it stands in words or in a call:
 * project instructions in the prompt, a file that was just written. What a refused edit shows is no such file. A text
 * in a notation says in its lines what they say written out, so that it is known by those, and keeps its own.
 */
export const repeatedBlocks = definePass({
  name: 'repeated-blocks',
  kind: 'reversible',
  waste: 'blocks printed before',
  run: (parts, env) => {
    const known = knownBlocks();
    const shown = fileReads(parts).filter(({ kind }) => kind !== 'refused');
    const reads = new Map(shown.map(({ part, range }) => [part, listingsIn(part.text, range?.start)]));
    for (const part of env.prefix) known.learn(writtenOut(part));
    return parts.map((part) => {
      const isFree = mayTakeFrom(part, env);
      const lines = part.text.split('\n');
      const listings = isFree ? reads.get(part) : undefined;
      const fixed = listings ? stretchOf(listings) : { start: 0, end: 0 };
      const source = listings?.length === 1 ? known.whole(solid(listings[0]!.lines)) : undefined;
      let blocks = isFree ? known.find(lines, fixed) : [];
      if (source) blocks = [...blocks, { ...fixed, source }].sort((a, b) => a.start - b.start);
      const length = blocks.reduce((sum, block) => sum + lettersOf(block, lines), 0);
      const isWorth = blocks.length > 0 && (length >= MIN_TOTAL || hasMarker(part.text));
      const now = isWorth ? rewrite(part, without(part, blocks, env), env) : part;
      known.learn(writtenOut(now));
      return now;
    });
  },
});

function mayTakeFrom(part: Part, env: PassEnv): boolean {
  if (!isRewritable(part) || isSettled(part, env) || holdsPreserved(part.text, env)) return false;
  return !hasPhrases(part.text) && !hasPathNotation(part.text);
}

function writtenOut(part: Part): Part {
  if (part.role !== 'tool') return part;
  const text = decodePaths(decodePhrases(part.text));
  return text === part.text ? part : { ...part, text };
}

/** Where the lines of a file stand in what a tool showed of it. */
function stretchOf(listings: readonly Listing[]): { readonly start: number; readonly end: number } {
  const start = listings[0]?.at[0] ?? 0;
  return { start, end: (listings.at(-1)?.at.at(-1) ?? start - 1) + 1 };
}

/** Without the blank lines at both ends. */
function solid(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.trim() !== '');
  return start < 0 ? [] : lines.slice(start, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

function lettersOf({ start, end }: Block, lines: readonly string[]): number {
  let letters = 0;
  for (let at = start; at < end; at++) letters += lines[at]!.trim().length;
  return letters;
}

function without(part: Part, blocks: readonly Block[], env: PassEnv): string {
  const lines = part.text.split('\n');
  const kept: string[] = [];
  const hasHandle = hasMarker(part.text);
  let next = 0;
  blocks.forEach(({ start, end, source }, k) => {
    const where = source === blocks[k - 1]?.source ? 'there' : `in ${sourceLabel(source)}`;
    const what = `${end - start} line${end - start === 1 ? '' : 's'} as ${where}`;
    for (; next < start; next++) kept.push(lines[next]!);
    kept.push(k === 0 && !hasHandle ? marker(what, env.handle(part)) : `… ${what}`);
    next = end;
  });
  for (; next < lines.length; next++) kept.push(lines[next]!);
  return kept.join('\n');
}

/** How a note names where the lines stand. */
function sourceLabel(part: Part): string {
  const { kind, role, id } = part;
  if (kind === 'tool_call') return `the call ${partLabel(part)}`;
  if (kind === 'tool_definition') return `the definition of ${partLabel(part)}`;
  if (role === 'tool') return partLabel(part);
  return `the ${role === 'system' ? 'system text' : `${role}'s words`} at ${id}`;
}
