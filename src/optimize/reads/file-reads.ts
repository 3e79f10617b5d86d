import type { Part } from '../../context/context.js';
import { fileWindow } from './file-windows.js';
import { requestedRange, shownRange } from './read-range.js';
import { type ShellRead, shellRead } from './shell-read.js';

/** Lines of a file, 1-based and inclusive. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A tool's result that is about one file: it shows it (`read`), reports a change of it (`edit`), or that the call's
 * input is now all of it (`write`), or shows what it would be had the change not been refused (`refused`).
 */
export interface FileRead {
  readonly part: Part;
  /** Where the part stands among those given. */
  readonly index: number;
  /** As the call named it, with forward slashes and without `.` steps. */
  readonly path: string;
  /** The lines that it shows; absent if it shows the whole file. */
  readonly range?: LineSpan;
  readonly kind: 'read' | 'edit' | 'write' | 'refused';
}

/**
 * The file reads and edits among the results of tools, in order; a result that reports a change and shows the lines
 * around it is both, the edit first. Knows the file tools of the common coding agents and editors' protocols by name
 * and argument, `cat`, `head`, `sed -n` in a shell, and what SWE-agent prints by its form, call or no call. Errors
 * and views of a file that are not its lines (outlines, diffs) are no reads; nor is a result in several parts, since
 * none of them is all of it.
 */
export function fileReads(parts: readonly Part[]): readonly FileRead[] {
  return parts.flatMap((part, index) => {
    const { tool } = part;
    if (part.role !== 'tool' || part.kind !== 'tool_result' || tool?.isError) return [];
    if (isOneResult(part, parts[index - 1]) || isOneResult(part, parts[index + 1])) return [];
    return recognizedIn(part).map((file) => ({ part, index, ...file }));
  });
}

/** The results about files that were changed, or whose path a test picks: their lines are needed as they are. */
export function readsInUse(
  parts: readonly Part[],
  isPicked: (path: string) => boolean = () => false,
): ReadonlySet<Part> {
  const files = fileReads(parts);
  const changed = new Set(files.filter(({ kind }) => kind !== 'read').map(({ path }) => path));
  return new Set(files.filter(({ path }) => changed.has(path) || isPicked(path)).map(({ part }) => part));
}

/** By part, because nearly every pass asks for the reads anew. */
const recognized = new WeakMap<Part, readonly Recognized[]>();

function recognizedIn(part: Part): readonly Recognized[] {
  const { tool, text } = part;
  const found = recognized.get(part) ?? recognize(baseName(tool?.name ?? ''), tool?.input, text);
  recognized.set(part, found);
  return found;
}

/** Whether two neighbors are parts of one result. Some agents use a call's id again for a later one. */
function isOneResult({ tool }: Part, neighbor: Part | undefined): boolean {
  return (
    tool !== undefined &&
    tool.callId !== '' &&
    neighbor?.kind === 'tool_result' &&
    neighbor.tool?.callId === tool.callId
  );
}

type Input = Readonly<Record<string, unknown>>;
type Recognized = Omit<FileRead, 'part' | 'index'>;

const READERS = words('read readfile readtextfile view viewfile openfile cat catfile getfilecontents');
const WRITERS = words('write writefile createfile writetofile');
const EDITORS = words('edit multiedit editfile replaceinfile strreplace replace inserteditintofile');
const TEXT_EDITORS = words('strreplacebasededittool strreplaceeditor texteditor');
const SHELLS = words('bash shell localshell execcommand runcommand runinterminal terminal runshellcommand');
const PATHS = ['file_path', 'filePath', 'path', 'target_file', 'absolute_path', 'filename', 'file', 'uri'];

function recognize(name: string, input: Input | undefined, text: string): readonly Recognized[] {
  const path = input && pathIn(input);
  if (input && SHELLS.has(name)) {
    const read = fromShell(shellRead(input.command ?? input.cmd), text);
    if (read) return [read];
  } else if (path !== undefined) {
    if (name === 'smartread') return some(fromSmartRead(path, text));
    const command = TEXT_EDITORS.has(name) ? input?.command : undefined;
    if (READERS.has(name) || command === 'view') return some(asRead(path, requestedRange(input!), text));
    if (WRITERS.has(name) || command === 'create') return [{ path, kind: 'write' }];
    if (EDITORS.has(name) || TEXT_EDITORS.has(name)) return [{ path, kind: 'edit' }, ...snippet(path, text)];
  }
  return fromWindow(text);
}

/** The lines around an edit that its result shows. */
function snippet(path: string, text: string): readonly Recognized[] {
  const range = fileWindow(text)?.range;
  return range ? [{ path, range, kind: 'read' }] : [];
}

function fromWindow(text: string): readonly Recognized[] {
  const window = fileWindow(text);
  if (!window) return [];
  const path = normalized(window.path);
  const shown = { path, ...(window.range ? { range: window.range } : {}) };
  if (window.refused) return [{ ...shown, kind: 'refused' }];
  return [...(window.edited ? [{ path, kind: 'edit' as const }] : []), { ...shown, kind: 'read' }];
}

/** A request for lines shows those that are numbered in the result, or else those asked for. */
function asRead(path: string, asked: Partial<LineSpan> | undefined, text: string): Recognized | undefined {
  if (text.trim() === '') return undefined;
  const range = shownRange(text, asked);
  return { path, kind: 'read', ...(range ? { range } : {}) };
}

/** Its first line tells how much of the file follows: `… · outline · 612 of 4,180 tokens (o200k_base) · v:…`. */
function fromSmartRead(path: string, text: string): Recognized | undefined {
  const head = / · ([\d,]+) of ([\d,]+) tokens/.exec(text.slice(0, 1000).split('\n', 1)[0]!);
  if (!head || / · (?:outline|symbol|diff|unchanged|folder) · /.test(text.slice(0, head.index + 3)))
    return undefined;
  if (head[1] === head[2]) return { path, kind: 'read' };
  const body = text.slice(text.indexOf('\n') + 1);
  return /^ *\d+[→\t|:]/.test(body) ? asRead(path, {}, body) : undefined;
}

function fromShell(read: ShellRead | undefined, text: string): Recognized | undefined {
  return read && asRead(normalized(read.path), read.range, text);
}

function pathIn(input: Input): string | undefined {
  const path = PATHS.map((key) => input[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof path === 'string' ? normalized(path) : undefined;
}

function normalized(path: string): string {
  const slashed = path.replace(/^file:\/\//, '').replaceAll('\\', '/');
  const steps = slashed.split('/').filter((step, at) => step !== '.' && !(step === '' && at > 0));
  return steps.join('/') || '/';
}

/** `mcp__files__read_file` and `functions.read-file` are `readfile`. */
function baseName(tool: string): string {
  const last = tool.split(/__|[.:/]/).at(-1)!;
  return last.toLowerCase().replace(/[_-]/g, '');
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function some(found: Recognized | undefined): readonly Recognized[] {
  return found ? [found] : [];
}
