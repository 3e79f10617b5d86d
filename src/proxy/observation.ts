import { randomUUID } from 'node:crypto';
import type { Log } from '../log.js';
import type { Exchange, Observe, Outcome, Rewritten } from './exchange.js';
import type { Observed, Tap } from './taps/tap.js';

/** How long a tap may take for its last words, in milliseconds. */
const LAST_WORDS = 2_000;

/** Letters of the longest name that is told on: what a request or response calls its model, or its error, may have any length. */
const LONGEST_NAME = 200;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What is known of an exchange while it goes on. */
export interface Observation {
  readonly id: string;
  /** Filled in as things become known; times and outcome excepted. */
  readonly draft: Writable<
    Omit<Exchange, 'id' | 'at' | 'outcome' | 'firstByteMs' | 'totalMs' | 'overheadMs'>
  >;
  tap: Tap | undefined;
  /** What is known of the request by then is told when the client has its answer, which need not wait for it. */
  rewritten: Rewritten | undefined;
  /** The request has been read as far as it is: what follows until `sent` is the proxy's own work. */
  read(): void;
  sent(): void;
  /** Milliseconds from `read` to `sent`. */
  overhead(): number;
  answered(status: number): void;
  /** Hands the exchange over; once, however often it is called. Resolves when that is done, and never rejects. */
  end(outcome: Outcome): Promise<void>;
}

/** @param known when the request's head has come */
export function observeExchange(
  known: Pick<Exchange, 'provider' | 'upstream' | 'endpoint' | 'method' | 'path' | 'bypassed'>,
  observe: Observe,
  log: Log,
): Observation {
  const id = randomUUID();
  const at = Date.now();
  const began = performance.now();
  let readAt = began;
  let sentAt: number | undefined;
  let firstByteAt: number | undefined;
  let ended: Promise<void> | undefined;

  async function handOver(outcome: Outcome): Promise<void> {
    const endedAt = performance.now();
    const { model: answering, usage, served, error, ended: said } = await lastWords(observation.tap, log);
    const { model: requested, ...draft } = Object.assign(
      observation.draft,
      knownOf(observation.rewritten, log),
    );
    const [asked, answered] = [nameIn(requested), nameIn(answering)];
    const model = answered ?? asked;
    // A stream may stop before its last event and still end in good order.
    const failure = draft.error ?? nameIn(error?.type) ?? (said === 'truncated' ? 'incomplete' : undefined);
    try {
      observe({
        id,
        at,
        outcome: wordFor(outcome, draft, said),
        totalMs: endedAt - began,
        overheadMs: observation.overhead(),
        ...draft,
        ...(model === undefined ? {} : { model }),
        ...(asked === undefined ? {} : { asked }),
        ...(answered === undefined ? {} : { answered }),
        ...(usage === undefined ? {} : { usage }),
        ...(served === undefined ? {} : { served }),
        ...(failure === undefined ? {} : { error: failure }),
        ...(firstByteAt === undefined ? {} : { firstByteMs: firstByteAt - began }),
      });
    } catch (thrown) {
      log.warn('an exchange was not recorded', { cause: thrown });
    }
  }

  const observation: Observation = {
    id,
    draft: { project: '', status: 0, passes: [], ...known },
    tap: undefined,
    rewritten: undefined,
    read() {
      readAt = performance.now();
    },
    sent() {
      sentAt ??= performance.now();
    },
    overhead: () => (sentAt === undefined ? 0 : sentAt - readAt),
    answered(status) {
      observation.draft.status = status;
      firstByteAt = performance.now();
    },
    end(outcome) {
      ended ??= handOver(outcome);
      return ended;
    },
  };
  return observation;
}

/** What a rewrite tells of its request, but for what was sent. */
function knownOf(rewritten: Rewritten | undefined, log: Log): Partial<Exchange> {
  if (!rewritten) return {};
  const { body: _, headers: __, warning: ___, readLate, ...known } = rewritten;
  try {
    return Object.assign(known, readLate?.());
  } catch (thrown) {
    log.warn('who asked was not read', { cause: thrown });
    return known;
  }
}

/** What came of an exchange, with what its response said of itself. */
function wordFor(
  outcome: Outcome,
  { method, status }: Pick<Exchange, 'method' | 'status'>,
  said: Observed['ended'] | undefined,
): Outcome {
  if (outcome !== 'complete') return outcome;
  if (method === 'HEAD') return 'probed';
  if (status >= 400) return outcome;
  if (said === 'truncated') return said;
  return said === 'error' ? 'error_midway' : outcome;
}

function nameIn(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= LONGEST_NAME ? text : undefined;
}

/** What a tap makes of what it saw; nothing if it throws or does not come to an end. */
async function lastWords(tap: Tap | undefined, log: Log): Promise<Partial<Observed>> {
  if (!tap) return {};
  let timer: NodeJS.Timeout | undefined;
  try {
    const words = tap.end();
    // Most are said at once, and nobody needs to wait.
    if (!(words instanceof Promise)) return words;
    const silence = new Promise<Partial<Observed>>((resolve) => {
      timer = setTimeout(resolve, LAST_WORDS, {});
    });
    return await Promise.race([words, silence]);
  } catch (thrown) {
    log.warn('the usage of a response was not read', { cause: thrown });
    return {};
  } finally {
    clearTimeout(timer);
  }
}
