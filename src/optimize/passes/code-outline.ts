import type { Part } from '../../context/context.js';
import { marker } from '../../context/handle.js';
import { definePass, type PassEnv } from '../pass.js';
import { type FileRead, fileReads } from '../reads/file-reads.js';
import { openFile } from '../reads/file-windows.js';
import { indentOutline } from '../reads/indent-outline.js';
import { leftBehind } from '../reads/left-behind.js';
import { listingsIn } from '../reads/listing.js';
import { mentionsIn } from '../reads/mentions.js';
import { linesAround, outlineAround } from '../reads/outline-around.js';
import { editedLines, type TextEdit, textEditsOf } from '../reads/text-edits.js';
import { hasMarker, holdsPreserved, isRewritable, rewrite } from '../rewrite.js';

/** Tokens from which a file is large. */
const MIN_TOKENS = 250;
/** Share of the tokens that an outline must save. */
const MIN_SAVED = 0.4;
/** Lines before an excerpt, beyond which its place in the file is not made up for with blank ones. */
const MAX_START = 20_000;

/** What is read for its words and values: an outline would not stand for it. */
const DATA =
  /\.(?:md|markdown|txt|rst|adoc|log|out|output|csv|tsv|jsonl?|json5|ya?ml|toml|ini|cfg|conf|env|lock|xml|svg|html?|diff|patch|ipynb|properties)$|(?:^|\/)[^./]+$/i;

/**
 * Replaces source files that were read by their outline where the conversation has moved on: the talk has left the read
 * behind, nobody has named the file since, and an editor has not got it open. Signatures stay, with their lines in the
 * file; the text stands under the handle. Of a file that was edited after it was read the lines around each edit stay as well, so
 * that with the edits their newest state can be told; where an edit's place in it is not known, all of it stays.
 */
export const codeOutline = definePass({
  name: 'code-outline',
  kind: 'reversible',
  waste: 'code that the talk has left behind',
  run: async (parts, env) => {
    const rewritten = new Map<Part, Part>();
    for (const read of movedOn(parts)) {
      const { part } = read;
      if (rewritten.has(part) || !isRewritable(part) || hasMarker(part.text)) continue;
      if (env.count(part.text) < MIN_TOKENS || holdsPreserved(part.text, env)) continue;
      const outline = await outlineOf(read, env);
      if (outline === undefined || env.count(outline) > (1 - MIN_SAVED) * env.count(part.text)) continue;
      rewritten.set(part, rewrite(part, outline, env));
    }
    return parts.map((part) => rewritten.get(part) ?? part);
  },
});

interface OldRead extends FileRead {
  /** What was replaced in the file after it was read. */
  readonly edits: readonly TextEdit[];
}

/** Reads of source files that nobody comes back to. */
function movedOn(parts: readonly Part[]): readonly OldRead[] {
  const end = leftBehind(parts);
  if (end === 0) return [];
  const files = fileReads(parts);
  const edits = new Map<string, (readonly TextEdit[] | undefined)[]>();
  const mentions = mentionsIn(parts);
  const open = openFile(parts.findLast(({ role }) => role === 'tool')!.text);
  const inUse = new Set(files.flatMap(({ path, index }) => (index >= end || path === open ? [path] : [])));
  const old: OldRead[] = [];
  for (const read of files.toReversed()) {
    const { path, index, kind, part } = read;
    const later = edits.get(path) ?? [];
    edits.set(path, later);
    if (kind === 'refused') continue;
    if (kind !== 'read') {
      later.unshift(kind === 'edit' ? textEditsOf(part.tool?.input) : undefined);
      continue;
    }
    if (inUse.has(path) || DATA.test(path)) continue;
    if (mentions.last(path) >= end || mentions.lastWritten(path) > index) continue;
    if (later.every((edit) => edit !== undefined)) old.push({ ...read, edits: later.flat() });
  }
  return old.reverse();
}

async function outlineOf({ part, path, range, edits }: OldRead, env: PassEnv): Promise<string | undefined> {
  const [listing, ...others] = listingsIn(part.text, range?.start);
  if (!listing || others.length > 0 || listing.start > MAX_START) return undefined;
  const edited = editedLines(listing.lines, edits);
  if (!edited) return undefined;
  const source = '\n'.repeat(Math.max(0, listing.start - 1)) + listing.lines.join('\n');
  const outline = (await env.outline?.(path, source)) ?? indentOutline(source);
  if (outline === undefined || outline.trim() === '') return undefined;
  const lines = part.text.split('\n');
  const rest = [...lines.slice(0, listing.at[0]), ...lines.slice(listing.at.at(-1)! + 1)];
  const what = `outline of ${listing.lines.length} lines${edited.size > 0 ? ' but those edited later' : ''}`;
  return [
    marker(what, env.handle(part)),
    outlineAround(outline, listing, linesAround(listing, edited), lines),
    ...rest.filter((line) => line.trim() !== ''),
  ].join('\n');
}
