import type { Part } from '../context/context.js';
import { requestedRange, shownRange } from './read-range.js';
import { type ShellRead, shellRead } from './shell-read.js';

/** Lines of a file, 1-based and inclusive. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** A tool's result that shows (`read`) or reports a change of (`edit`) one file. */
export interface FileRead {
  readonly part: Part;
  /** Where the part stands among those given. */
  readonly index: number;
  /** As the call named it, with forward slashes and without `.` steps. */
  readonly path: string;
  /** The lines that it shows; absent if it shows the whole file. */
  readonly range?: LineSpan;
  readonly kind: 'read' | 'edit';
}

/**
 * The file reads and edits among the results of tools, in order. Knows the file tools of the common coding agents and
 * editors' protocols by name and argument, and `cat`, `head`, `sed -n` in a shell. Errors and views of a file that are
 * not its lines (outlines, diffs) are no reads; nor is a result in several parts, since none of them is all of it.
 */
export function fileReads(parts: readonly Part[]): readonly FileRead[] {
  const partsOfCall = new Map<string, number>();
  const isResult = (part: Part) => part.kind === 'tool_result' && part.tool !== undefined;
  for (const part of parts) {
    if (isResult(part)) partsOfCall.set(part.tool!.callId, (partsOfCall.get(part.tool!.callId) ?? 0) + 1);
  }
  return parts.flatMap((part, index) => {
    const { tool } = part;
    if (!tool || !isResult(part) || tool.isError || !tool.input) return [];
    if (tool.callId !== '' && partsOfCall.get(tool.callId) !== 1) return [];
    const found = recognize(baseName(tool.name), tool.input, part.text);
    return found ? [{ ...found, part, index }] : [];
  });
}

type Input = Readonly<Record<string, unknown>>;
type Recognized = Omit<FileRead, 'part' | 'index'>;

const READERS = words('read readfile readtextfile view viewfile openfile cat catfile getfilecontents');
const EDITORS = words(
  'edit multiedit write editfile writefile createfile writetofile replaceinfile strreplace replace inserteditintofile',
);
const TEXT_EDITORS = words('strreplacebasededittool strreplaceeditor texteditor');
const SHELLS = words('bash shell localshell execcommand runcommand runinterminal terminal runshellcommand');
const PATHS = ['file_path', 'filePath', 'path', 'target_file', 'absolute_path', 'filename', 'file', 'uri'];

function recognize(name: string, input: Input, text: string): Recognized | undefined {
  if (SHELLS.has(name)) return fromShell(shellRead(input.command ?? input.cmd), text);
  const path = pathIn(input);
  if (path === undefined) return undefined;
  if (name === 'smartread') return fromSmartRead(path, text);
  if (TEXT_EDITORS.has(name)) {
    return input.command === 'view' ? asRead(path, requestedRange(input), text) : { path, kind: 'edit' };
  }
  if (EDITORS.has(name)) return { path, kind: 'edit' };
  return READERS.has(name) ? asRead(path, requestedRange(input), text) : undefined;
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
