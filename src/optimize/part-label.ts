import type { Part } from '../context/context.js';

/** Letters of a tool's argument that a label shows, at most. */
const MAX_ARGUMENT = 60;
/** Arguments that say best what a call was about, the best first. */
const TELLING = ['file_path', 'path', 'command', 'cmd', 'pattern', 'query', 'url'] as const;

/** How a marker names another part: what was called and where it stands, e.g. `Bash npm test at messages.3.content.0`. */
export function partLabel(part: Part): string {
  const call = [part.tool?.name, argumentOf(part)].filter(Boolean).join(' ');
  return call ? `${call} at ${part.id}` : part.id;
}

function argumentOf(part: Part): string | undefined {
  const input = part.tool?.input;
  const argument = TELLING.map((name) => input?.[name]).find(
    (value) => typeof value === 'string' && value !== '',
  );
  if (typeof argument !== 'string') return undefined;
  // What would end a marker early must not stand in it.
  const line = argument.slice(0, MAX_ARGUMENT + 1).replace(/[[\]\s\p{C}]+/gu, ' ');
  return line.length > MAX_ARGUMENT ? `${line.slice(0, MAX_ARGUMENT - 1)}…` : line.trim();
}
