import { fileReads } from '../reads/file-reads.js';
import type { CarriedPart } from './carried.js';

/** What something cost a session. Tokens are counted, not billed: providers bill whole prompts. */
export interface Burden {
  readonly name: string;
  /** How often it came into a window. */
  readonly times: number;
  /** Tokens that came into windows. */
  readonly tokens: number;
  /** Tokens times the requests that carried them: what was paid for, at cache or full price. */
  readonly carried: number;
}

/** `times` are its reads. */
export interface FileBurden extends Burden {
  readonly edits: number;
  /** Tokens of reads whose very text stood in the window already. */
  readonly again: number;
}

/** By the tool that was called: calls and results together. */
export function toolBurdens(parts: readonly CarriedPart[]): readonly Burden[] {
  return burdens(parts, ({ part }) =>
    part.kind === 'tool_call' || part.kind === 'tool_result' ? part.tool?.name || 'unknown' : undefined,
  ).map(({ parts: of, ...burden }) => ({
    ...burden,
    times: of.filter(({ part }) => part.kind === 'tool_call').length || of.length,
  }));
}

/**
 * By the file: what was read of it and what was said to change it.
 * @param windows the parts of each window
 */
export function fileBurdens(windows: readonly (readonly CarriedPart[])[]): readonly FileBurden[] {
  const paths = new Map<CarriedPart, string>();
  const reads = new Map<string, number>();
  const edits = new Map<string, number>();
  const again = new Set<CarriedPart>();
  for (const parts of windows) {
    const seen = new Set<string>();
    const calls = new Map<string, string>();
    for (const { index, path, kind } of fileReads(parts.map(({ part }) => part))) {
      const carried = parts[index]!;
      paths.set(carried, path);
      calls.set(carried.part.tool!.callId, path);
      const counts = kind === 'edit' ? edits : reads;
      counts.set(path, (counts.get(path) ?? 0) + 1);
      const key = `${carried.stage} ${path} ${carried.part.text}`;
      if (kind === 'read' && seen.has(key)) again.add(carried);
      seen.add(key);
    }
    for (const carried of parts) {
      const { kind, tool } = carried.part;
      const path = kind === 'tool_call' && tool?.callId ? calls.get(tool.callId) : undefined;
      if (path !== undefined) paths.set(carried, path);
    }
  }
  return burdens(windows.flat(), (carried) => paths.get(carried)).map(({ parts, ...burden }) => ({
    ...burden,
    times: reads.get(burden.name) ?? 0,
    edits: edits.get(burden.name) ?? 0,
    again: parts.reduce((sum, carried) => sum + (again.has(carried) ? carried.tokens : 0), 0),
  }));
}

function burdens(
  parts: readonly CarriedPart[],
  nameOf: (carried: CarriedPart) => string | undefined,
): readonly (Burden & { readonly parts: readonly CarriedPart[] })[] {
  const groups = new Map<string, CarriedPart[]>();
  for (const carried of parts) {
    const name = nameOf(carried);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(carried);
    else groups.set(name, [carried]);
  }
  return Array.from(groups, ([name, group]) => ({
    name,
    times: group.length,
    tokens: group.reduce((sum, { tokens }) => sum + tokens, 0),
    carried: group.reduce((sum, { tokens, requests }) => sum + tokens * requests, 0),
    parts: group,
  })).sort((a, b) => b.carried - a.carried || b.tokens - a.tokens);
}
