import type { Part } from '../../context/context.js';
import { commandsOf } from './shell-commands.js';

/** Where in a conversation files are named, in a user's words or in calls, by their own names. */
export interface Mentions {
  /** The index of the last such part; -1 if there is none. */
  last(path: string): number;
  /** The index of the last call that names the file and may have written to it; -1 if there is none. */
  lastWritten(path: string): number;
}

/** Commands by which files change without an editor: a redirection, but of no other stream than the output. */
const WRITES =
  /(?:^|[^-=<>\d&])>{1,2}(?!&)|\b(?:sed|perl|ruby) -\w{0,8}i|\b(?:tee|patch|apply_patch|mv|cp|truncate|dd)\b|\bgit (?:apply|checkout|restore|stash|reset)\b/;

/** What only records that work is done, and asks for no line of a file. */
const RECORDS = /^(?:cd|git (?:add|commit|push|status|log))(?= |$)/;
/** A longer command is a script. */
const MAX_RECORD = 2000;

/**
 * Reads what users said and what tools were asked; what an assistant sums up calls for no line of a file, and
 * no more does what it commits. Files of one name are taken for one, so a mention is never missed but for names without a dot. Linear in the length of the
 * texts.
 */
export function mentionsIn(parts: readonly Part[]): Mentions {
  const named = new Map<string, number>();
  const written = new Map<string, number>();
  parts.forEach((part, index) => {
    if (part.kind !== 'tool_call' && !(part.kind === 'text' && part.role === 'user')) return;
    if (isRecord(part)) return;
    const writes = part.kind === 'tool_call' && mayWrite(part);
    for (const [word] of part.text.matchAll(/[\w.-]+/g)) {
      if (!word.includes('.')) continue;
      const name = withoutDots(word);
      named.set(name, index);
      if (writes) written.set(name, index);
    }
  });
  return {
    last: (path) => named.get(nameIn(path)) ?? -1,
    lastWritten: (path) => written.get(nameIn(path)) ?? -1,
  };
}

/** Whether a call does nothing but commit. Its message may look like commands and redirections. */
function isRecord({ tool }: Part): boolean {
  const command = tool?.input?.command ?? tool?.input?.cmd;
  if (typeof command !== 'string' || command.length > MAX_RECORD) return false;
  const commands = commandsOf(command);
  return commands.length > 0 && commands.every((one) => RECORDS.test(one));
}

function mayWrite({ tool }: Part): boolean {
  if (/patch/i.test(tool?.name ?? '')) return true;
  const command = tool?.input?.command ?? tool?.input?.cmd;
  return WRITES.test(Array.isArray(command) ? command.join(' ') : typeof command === 'string' ? command : '');
}

/** What of a file's own name {@link mentionsIn} takes for a word. */
function nameIn(path: string): string {
  const own = path.slice(path.lastIndexOf('/') + 1);
  return withoutDots(own.match(/[\w.-]+/g)?.at(-1) ?? '');
}

/** A name at a sentence's end is followed by its dot. */
function withoutDots(word: string): string {
  let end = word.length;
  while (end > 0 && word[end - 1] === '.') end--;
  return word.slice(0, end);
}
