import { printable } from '../context/printable.js';
import { fitLines } from '../tokens/fit-lines.js';
import type { Tokenizer } from '../tokens/tokenizer.js';
import { tokenizerFor } from '../tokens/tokenizer-for.js';
import { foreignCodeNote } from './foreign-code.js';
import { leastBudget } from './least-budget.js';
import type { FolderRequest, ReadView } from './read-view.js';
import type { FolderEntry, Walk } from './walk-folder.js';

/** Tokens of a listing if no budget is given: enough to choose by, and little enough to get by mistake. */
const DEFAULT_BUDGET = 4000;

/** What no listing exceeds, in tokens, whatever the budget. */
const MOST_TOKENS = 19_900;

/** Tokens kept free for the header and the note about what was left out. */
const NOTES = 120;

/** From so many tokens on a budget is held: as many again for what is listed. */
const LEAST = 2 * NOTES;

/** Folders are folded to a count of their files below the first of these levels at which the listing fits. */
const LEVELS = [Number.POSITIVE_INFINITY, 4, 3, 2, 1] as const;

/** What is in a folder, as a tree with sizes, within the budget. Pure. */
export function folderView({ display, folder, budget = DEFAULT_BUDGET }: FolderRequest): ReadView {
  const tokenizer = tokenizerFor();
  const { body, whole } = bodyOf(folder, Math.max(LEAST, Math.min(budget, MOST_TOKENS)) - NOTES, tokenizer);
  const returned = tokenizer.count(body);
  const written = (...notes: readonly string[]): string => {
    const header = [`${display}/`, summary(folder), ...notes, `${returned} tokens (${tokenizer.id})`].join(
      ' · ',
    );
    return body === '' ? header : `${header}\n${body}`;
  };
  const over = budget < LEAST && tokenizer.count(written()) > budget;
  return {
    text: over ? written(leastBudget(budget, LEAST)) : written(),
    view: 'folder',
    lines: folder.entries.length,
    tokens: { returned, whole, tokenizer: tokenizer.id, exact: tokenizer.exact },
    baseline: 0,
  };
}

function summary({ entries, partial }: Walk): string {
  const folders = entries.filter(({ kind }) => kind === 'folder').length;
  const files = entries.length - folders;
  const foreign = foreignCodeNote(entries);
  return `${counted(files, 'file')}, ${counted(folders, 'folder')}${partial ? ' among the first entries' : ''}${foreign === undefined ? '' : ` · ${foreign}`}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function bodyOf(walk: Walk, budget: number, tokenizer: Tokenizer): { body: string; whole: number } {
  const renders = LEVELS.map((levels) => () => rendered(walk, levels));
  const all = renders[0]!();
  const whole = tokenizer.count(all);
  const partial = walk.partial
    ? `[only the first ${walk.entries.length} entries were looked at: read a folder in it]\n`
    : '';
  if (whole <= budget) return { body: all + partial, whole };
  for (const render of renders.slice(1)) {
    const folded = render();
    if (tokenizer.count(folded) <= budget) return { body: folded + partial, whole };
  }
  const top = renders.at(-1)!();
  const { text, lines, total } = fitLines(top, budget, tokenizer);
  return {
    body: `${text}[cut to fit the budget: ${total - lines === 1 ? '1 entry' : `${total - lines} entries`} more]\n${partial}`,
    whole,
  };
}

/** A line an entry, indented by level, folders after the files beside them. */
function rendered({ entries, unreadable }: Walk, levels: number): string {
  const children = new Map<string, FolderEntry[]>();
  const files = new Map<string, number>();
  for (const entry of entries) {
    const parent = parentOf(entry.name);
    const siblings = children.get(parent);
    if (siblings) siblings.push(entry);
    else children.set(parent, [entry]);
    for (let above = parent; entry.kind !== 'folder' && above !== ''; above = parentOf(above)) {
      files.set(above, (files.get(above) ?? 0) + 1);
    }
  }
  const closed = new Set(unreadable);
  const lines: string[] = closed.has('') ? ['[not readable]'] : [];
  const pending = [...(children.get('') ?? [])].sort(foldersLast).reverse();
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    const level = entry.name.split('/').length;
    const indent = '  '.repeat(level - 1);
    const folded = level >= levels && children.has(entry.name);
    const remark = closed.has(entry.name)
      ? ' not readable'
      : folded
        ? ` ${counted(files.get(entry.name) ?? 0, 'file')}`
        : '';
    lines.push(indent + described(entry) + remark);
    if (!folded) pending.push(...[...(children.get(entry.name) ?? [])].sort(foldersLast).reverse());
  }
  return lines.map((line) => `${line}\n`).join('');
}

function foldersLast(a: FolderEntry, b: FolderEntry): number {
  return Number(a.kind === 'folder') - Number(b.kind === 'folder');
}

function described({ name, kind, size }: FolderEntry): string {
  const own = printable(name.slice(name.lastIndexOf('/') + 1));
  switch (kind) {
    case 'folder':
      return `${own}/`;
    case 'link':
      return `${own} (link)`;
    case 'other':
      return `${own} (no file)`;
    case 'file':
      return size === undefined ? own : `${own} ${sized(size)}`;
  }
}

/** As `ls -h` does: `812`, `3.1K`, `1.2M`. */
function sized(bytes: number): string {
  if (bytes < 1024) return `${bytes}`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)}K` : `${(kilobytes / 1024).toFixed(1)}M`;
}

function parentOf(name: string): string {
  const slash = name.lastIndexOf('/');
  return slash === -1 ? '' : name.slice(0, slash);
}
