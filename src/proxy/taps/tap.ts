import type { Served } from '../../billing/price-at.js';
import type { Usage } from '../../context/agent-session.js';
import { anthropicMessages } from './anthropic-messages.js';
import { decodedBytes } from './decoded-bytes.js';
import { jsonDocument } from './json-document.js';
import { lineEvents } from './line-events.js';
import { ollama } from './ollama.js';
import { openaiChat } from './openai-chat.js';
import { openaiEmbeddings } from './openai-embeddings.js';
import { openaiResponses } from './openai-responses.js';
import type { Framing, Sighting, Wire } from './wire.js';

/** Which reader understands an endpoint's responses. */
export type WireName =
  | 'anthropic-messages'
  | 'openai-chat'
  | 'openai-responses'
  | 'openai-embeddings'
  | 'ollama';

/** What a response said of itself. */
export interface Observed {
  readonly model?: string;
  /** As the provider billed it; absent if the response did not say. */
  readonly usage?: Usage;
  /** How it was served, where that has a price of its own. */
  readonly served?: readonly Served[];
  /** Why the model stopped, in the provider's word: `end_turn`, `tool_calls`, `length`. */
  readonly stopReason?: string;
  /**
   * - `complete`: it came to the end that its wire prescribes. - `truncated`: it stopped before.
   * - `error`: it is an error, or an error came in the middle. - `unknown`: the tap could not read it.
   */
  readonly ended: 'complete' | 'truncated' | 'error' | 'unknown';
  /** `type` is the provider's word for it, never the message, which may quote the prompt. */
  readonly error?: { readonly type: string };
}

/** Reads a copy of a response's body when the body itself has gone on to the client. Neither method throws or waits. */
export interface Tap {
  /** @param chunk of the body as it came, split anywhere; it is not altered */
  write(chunk: Buffer): void;
  /** To be called once, when no more will come, for whatever reason. */
  end(): Observed | Promise<Observed>;
}

const wires: Readonly<Record<WireName, Wire>> = {
  'anthropic-messages': anthropicMessages,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'openai-embeddings': openaiEmbeddings,
  ollama,
};

const UNREADABLE: Observed = { ended: 'unknown' };

/**
 * A tap for one response. Memory is bounded whatever comes: what is too long to be read is given up, and `ended` is
 * `unknown`.
 * @param contentType the response's header, if it has one
 * @param contentEncoding likewise: `gzip`, `br`, `deflate`, and `zstd` where Node has it; another is not read
 */
export function createTap(
  wireName: WireName,
  contentType: string | undefined,
  contentEncoding: string | undefined,
): Tap {
  const wire = wires[wireName];
  const seen: Sighting = {};
  let framing: Framing | undefined = framingOf(wire, contentType, seen);
  const giveUp = () => {
    framing = undefined;
  };
  const bytes = decodedBytes(
    contentEncoding,
    (decoded) => {
      if (framing && !framing.write(decoded)) giveUp();
    },
    giveUp,
  );
  const settle = () => {
    const isComplete = framing?.end();
    return isComplete === undefined ? UNREADABLE : observedOf(seen, isComplete);
  };
  let waiting: Buffer[] = [];
  const read = () => {
    const chunks = waiting;
    waiting = [];
    for (const chunk of chunks) if (framing) bytes.write(chunk);
  };
  return {
    write: (chunk) => {
      // What came in one packet leaves in one at the end of this turn: only then is there time to read it.
      if (framing && waiting.push(chunk) === 1) process.nextTick(read);
    },
    end: () => {
      read();
      const drained = framing && bytes.end();
      return drained ? drained.then(settle) : settle();
    },
  };
}

/** JSON of either form is told from the type; Ollama streams lines of JSON, and calls them so. */
function framingOf(wire: Wire, contentType: string | undefined, seen: Sighting): Framing | undefined {
  const type = contentType?.replace(/;.*$/s, '').trim().toLowerCase();
  if (type === 'text/event-stream') return lineEvents('events', wire, seen);
  if (type === 'application/x-ndjson' || type === 'application/jsonl') return lineEvents('lines', wire, seen);
  if (type === undefined || type === 'application/json' || type.endsWith('+json')) {
    return jsonDocument(wire, seen);
  }
  return undefined;
}

function observedOf(
  { model, usage, served, stopReason, errorType }: Sighting,
  isComplete: boolean,
): Observed {
  return {
    ended: errorType !== undefined ? 'error' : isComplete ? 'complete' : 'truncated',
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(served === undefined ? {} : { served }),
    ...(stopReason === undefined ? {} : { stopReason }),
    ...(errorType === undefined ? {} : { error: { type: errorType } }),
  };
}
