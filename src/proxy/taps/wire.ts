import type { Served } from '../../billing/price-at.js';
import type { Usage } from '../../context/agent-session.js';

/** What has been seen of a response so far. */
export interface Sighting {
  model?: string;
  usage?: Usage;
  stopReason?: string;
  errorType?: string;
  served?: readonly Served[];
  /** Whether the stream said that it is over. */
  isFinished?: boolean;
}

/** How one provider's API tells what a request cost. */
export interface Wire {
  /** Matches every event of a stream that `read` makes something of; the others are not parsed. */
  readonly telling: RegExp;
  /** The members of a document that `read` looks at, as paths; `*` is any item of an array. */
  readonly paths: readonly (readonly string[])[];
  /** Notes what an event of a stream, or a whole document, says. */
  readonly read: (document: unknown, seen: Sighting) => void;
  /** Data of an event that is not JSON and ends the stream. */
  readonly sentinel?: string;
}

/** Reads the decoded bytes of a body. */
export interface Framing {
  /** False if the rest cannot be read. */
  write(bytes: Buffer): boolean;
  /** Whether the response is complete; undefined if it could not be read. */
  end(): boolean | undefined;
}

/** The member of that name, if the value is an object that has it. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The member's text; undefined if it is none. */
export function word(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** The member's number of tokens; undefined if it is none. */
export function count(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : undefined;
}

/** A provider's name for an error, if it is a name: what is longer or has spaces may quote contents. */
export function errorName(...candidates: readonly unknown[]): string {
  const isName = (name: unknown): name is string => typeof name === 'string' && /^[\w.:-]{1,64}$/.test(name);
  return candidates.find(isName) ?? 'error';
}

/** Takes over what is said, and leaves the rest as it was. */
export function note(
  seen: Sighting,
  told: { readonly model?: string | undefined; readonly stopReason?: string | undefined },
): void {
  if (told.model !== undefined) seen.model = told.model;
  if (told.stopReason !== undefined) seen.stopReason = told.stopReason;
}

/** What OpenAI's word for a tier of service means for the price. */
export function noteTier(seen: Sighting, tier: string | undefined): void {
  if (tier === 'flex') seen.served = ['flex'];
  else if (tier === 'priority' || tier === 'fast') seen.served = ['fast'];
}

/** Usage of OpenAI's APIs, where the prompt's tokens contain those of the cache. */
export function inclusiveUsage(
  billed: unknown,
  names: { readonly prompt: string; readonly details: string; readonly output: string },
): Usage | undefined {
  const prompt = count(billed, names.prompt);
  if (prompt === undefined) return undefined;
  const details = member(billed, names.details);
  const cacheRead = Math.min(prompt, count(details, 'cached_tokens') ?? 0);
  const cacheWrite = Math.min(prompt - cacheRead, count(details, 'cache_write_tokens') ?? 0);
  return {
    input: prompt - cacheRead - cacheWrite,
    cacheWrite,
    cacheRead,
    output: count(billed, names.output) ?? 0,
  };
}
