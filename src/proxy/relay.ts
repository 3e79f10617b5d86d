import type { ServerResponse } from 'node:http';
import { endToEnd } from './hop-by-hop.js';
import { pairsOf } from './pairs-of.js';

/** Writes a response to the client as it comes from the upstream. */
export interface Relay {
  informed(status: number, headers: readonly string[]): void;
  /** @param added fields of the proxy's own, as name, value, name, value … */
  head(status: number, message: string, headers: readonly string[], added: readonly string[]): void;
  /** False if the client is slower than the upstream: `onDrain` follows. */
  data(chunk: Buffer): boolean;
  end(trailers: readonly string[]): void;
  /** Ends the connection so that the client sees that the response is not whole, but all of it that came. */
  breakOff(): void;
}

export function relayTo(response: ServerResponse, onDrain: () => void): Relay {
  const takesChunks = response.req.httpVersionMinor > 0;
  let isFlushed = false;
  let isHeld = false;

  // What comes with the head in one packet leaves with it in one; a head that comes alone does not wait.
  const flush = () => {
    if (!isFlushed && !response.destroyed) response.flushHeaders();
    isFlushed = true;
  };

  return {
    informed(status, headers) {
      if (status === 102) response.writeProcessing();
      if (status === 103) writeEarlyHints(response, headers);
    },
    head(status, message, headers, added) {
      const isChunked =
        takesChunks && !headers.some((field, at) => at % 2 === 0 && /^content-length$/i.test(field));
      // Node refuses to announce trailers where none can follow.
      const kept = endToEnd(headers, isChunked ? undefined : (name) => name === 'trailer');
      response.sendDate = false;
      response.writeHead(status, reasonPhrase(message), [...kept, ...added]);
      process.nextTick(flush);
    },
    data(chunk) {
      isFlushed = true;
      const isRoom = response.write(chunk);
      if (!isRoom && !isHeld) {
        isHeld = true;
        response.once('drain', () => {
          isHeld = false;
          onDrain();
        });
      }
      return isRoom;
    },
    end(trailers) {
      isFlushed = true;
      if (trailers.length > 0) response.addTrailers(pairsOf(endToEnd(trailers)));
      response.end();
    },
    breakOff() {
      const { socket } = response;
      if (!socket) response.destroy();
      // To HTTP/1.0 the end of the connection is the end of the body: only a reset tells that it is not.
      else if (!takesChunks) socket.resetAndDestroy();
      else socket.destroySoon();
    },
  };
}

/** undici reads the phrase as UTF-8; Node writes it as Latin-1, and no control characters. */
function reasonPhrase(message: string): string {
  if (!/[^\x20-\x7e]/.test(message)) return message;
  return Buffer.from(message, 'utf8')
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function writeEarlyHints(response: ServerResponse, headers: readonly string[]): void {
  const hints: Record<string, string | string[]> = {};
  for (const [name, value] of pairsOf(headers)) {
    const before = hints[name.toLowerCase()];
    hints[name.toLowerCase()] = before === undefined ? value : [before, value].flat();
  }
  try {
    if (hints.link !== undefined) response.writeEarlyHints({ ...hints, link: hints.link });
  } catch {
    // Node takes well-formed links only; a hint is not worth a request.
  }
}
