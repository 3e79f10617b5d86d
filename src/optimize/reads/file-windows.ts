import type { LineSpan } from './file-reads.js';
import { shownRange } from './read-range.js';

/** What a text says of itself that it shows of a file. */
export interface FileWindow {
  readonly path: string;
  /** The lines that it shows; absent if it shows the whole file. */
  readonly range?: LineSpan;
  /** Whether the file was changed before it was shown. */
  readonly edited: boolean;
  /** Whether it is what the file would have been: the change was refused. */
  readonly refused: boolean;
}

/** SWE-agent's heading of a window into a file. */
const HEADING = /^\[File: ([^\n]{1,400}) \((\d{1,7}) lines total\)\]\r?$/gm;
/** Letters that may stand before the heading: what came of an edit. */
const MAX_PREAMBLE = 500;
const OPEN_FILE = /^\(Open file: ([^\n]{1,400})\)\r?$/m;
const PART_OF_FILE = /^\(\d{1,7} more lines (?:above|below)\)\r?$/m;
const REFUSED =
  /^(?:Your proposed edit has introduced|This is how your edit would have looked|Your changes have NOT been applied)/m;
const EDITED = /^(?:File updated\.|Text replaced\.|File edited)/m;
/** How the text editor tool of Anthropic's agents, and such as copy it, begin what they show. */
const CAT_N =
  /^(?:The file (.{1,400}) has been (?:edited|updated)\. )?Here's the result of running `cat -n` on (a snippet of )?(.{1,400}):\r?$/m;

/**
 * The file that a tool's result shows by its form alone: for agents that write their commands as words, so that no call
 * tells of it. Undefined where the form tells of none, or of several.
 */
export function fileWindow(text: string): FileWindow | undefined {
  return sweAgentWindow(text) ?? editorWindow(text);
}

/** The file that SWE-agent's prompt says is open: what a call edits there that names none. */
export function openFile(text: string): string | undefined {
  return OPEN_FILE.exec(text)?.[1];
}

function sweAgentWindow(text: string): FileWindow | undefined {
  const headings = [...text.matchAll(HEADING)];
  const named = headings[0]?.[1];
  const refused = REFUSED.test(text);
  if (named === undefined || (!refused && (headings.length > 1 || headings[0]!.index > MAX_PREAMBLE))) {
    return undefined;
  }
  const open = openFile(text);
  // The heading says what the agent called the file, the footer where it is.
  const path = open?.endsWith(named.replace(/^[./]+/, '')) ? open : named;
  const range = PART_OF_FILE.test(text) ? shownRange(text, {}) : undefined;
  return { path, ...(range ? { range } : {}), edited: !refused && EDITED.test(text), refused };
}

function editorWindow(text: string): FileWindow | undefined {
  const match = CAT_N.exec(text.slice(0, 2000));
  if (!match) return undefined;
  const [, edited, snippet, named] = match;
  const path = edited ?? named!;
  // Only the call could tell that a view without a range is the file.
  const range = shownRange(text, {});
  return range && { path, range, edited: edited !== undefined || snippet !== undefined, refused: false };
}
