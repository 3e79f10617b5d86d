import type { Part } from '../context/context.js';

/** Letters of a tool's argument that a label shows, at most. */
const MAX_ARGUMENT = 60;
/** Letters of a path that a label shows, at most: its end says more than its beginning. */
const MAX_PATH = 40;
/** Arguments that say best what a call was about, the best first. */
const TELLING = ['file_path', 'path', 'command', 'cmd', 'pattern', 'query', 'url'] as const;

/**
 * How a marker names another part: what was called and where it stands, e.g. `Bash npm test at messages.3.content.0`.
 */
export function partLabel(part: Part): string {
  const call = callLabel(part);
  return call ? `${call} at ${part.id}` : part.id;
}

/** What was called, e.g. `Bash npm test`; empty if nobody knows. */
export function callLabel(part: Part): string {
  return [part.tool?.name, argumentOf(part)].filter(Boolean).join(' ');
}

function argumentOf(part: Part): string | undefined {
  const input = part.tool?.input;
  const name = TELLING.find((key) => typeof input?.[key] === 'string' && input[key] !== '');
  if (!name) return undefined;
  const argument = input![name] as string;
  const isPath = name === 'file_path' || name === 'path';
  const shown = isPath ? endOfPath(argument) : firstLine(argument.slice(0, 2 * MAX_ARGUMENT));
  // What would end a marker early must not stand in it.
  const line = shown.replace(/[[\]\s\p{C}]+/gu, ' ');
  return line.length > MAX_ARGUMENT ? `${line.slice(0, MAX_ARGUMENT - 1)}…` : line.trim();
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]!;
}

/** The last two steps of a long path. */
function endOfPath(path: string): string {
  if (path.length <= MAX_PATH) return path;
  return `…/${path.slice(-MAX_ARGUMENT).split('/').slice(-2).join('/')}`;
}
