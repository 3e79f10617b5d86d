import type { Usage } from '../../context/agent-session.js';
import type { Endpoint } from '../endpoint.js';

/** A request of a recorded session, as it was sent or must have been. */
export interface RecordedTurn {
  readonly endpoint: Endpoint;
  /** As in the request. */
  readonly model: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** Tokens of its answer. */
  readonly output: number;
  /** As it was billed; absent where the file does not say. */
  readonly billed?: Usage;
  /** A request of an earlier session that had left in the cache what this one found there by its bill; absent if nothing. */
  before?(): Buffer;
  /** The request's body, written anew at each call: those of a long session would not fit into memory together. */
  body(): Buffer;
}

export interface Recording {
  /** For people: `a Claude Code transcript`. */
  readonly title: string;
  /** In order of time. */
  readonly turns: readonly RecordedTurn[];
  /** What the file does not say, and what is taken in its place: sentences. */
  readonly supposed: readonly string[];
}

/** Milliseconds from a turn to the next where the file does not say. */
export const SUPPOSED_GAP = 30_000;

/** The times of turns in order: where one is not known, or runs backwards, the next is half a minute after the one before. */
export function timesOf(known: readonly (number | undefined)[]): readonly number[] {
  let last = 0;
  return known.map((time, index) => {
    last = time !== undefined && time >= last ? time : index === 0 ? 0 : last + SUPPOSED_GAP;
    return last;
  });
}
