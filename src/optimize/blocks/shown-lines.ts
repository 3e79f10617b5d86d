import type { Part } from '../../context/context.js';

/** A tool that is found by a search only: until then no model sees its definition. */
const DEFERRED = /"defer_loading"\s{0,8}:\s{0,8}true/;

/**
 * The lines that a part shows to its reader, as a tool may print them again: of a call those of its arguments, of a tool's
 * definition those of its descriptions. Words are without blanks at the ends of lines, as results are by then. None of what
 * may not be visible. Linear.
 */
export function shownLines(part: Part): readonly string[] {
  const { kind, text, tool } = part;
  if (kind === 'opaque') return [];
  if (kind === 'tool_call') return linesOfStrings(tool?.input);
  if (kind === 'tool_definition') return DEFERRED.test(text) ? [] : linesOfStrings(parsed(text));
  const lines = text.split('\n');
  return part.role === 'tool' ? lines : lines.map((line) => line.trimEnd());
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Of the strings in a value, in order; without recursion, because its depth is not ours. */
function linesOfStrings(value: unknown): readonly string[] {
  const lines: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') for (const line of next.split('\n')) lines.push(line.trimEnd());
    else if (typeof next === 'object' && next !== null) {
      const inner: readonly unknown[] = Object.values(next);
      for (let at = inner.length - 1; at >= 0; at--) open.push(inner[at]);
    }
  }
  return lines;
}
