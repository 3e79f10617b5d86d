import type { ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import type { Rewritten } from './exchange.js';
import { addedFields } from './fields.js';
import type { Observation } from './observation.js';
import { relayTo } from './relay.js';
import type { Receiver } from './send.js';
import type { Tap } from './taps/tap.js';

export interface Delivery {
  readonly response: ServerResponse;
  readonly observation: Observation;
  readonly rewritten: Rewritten | undefined;
  readonly log: Log;
  /** A tap for the response, by its `content-type` and `content-encoding`. */
  readonly createTap: ((type: string | undefined, encoding: string | undefined) => Tap) | undefined;
  /** The client takes more, after it did not. */
  resume(): void;
  /** There is no response: nothing was written to the client yet. */
  onFailed(error: Error): void;
  /** The response broke off after its head, and was broken off at the client. */
  onTruncated(error: Error): void;
}

/** Hands a response on to the client, and a copy of its bytes to a tap, piece by piece as it comes. */
export function deliver(delivery: Delivery): Receiver {
  const { response, observation, log } = delivery;
  const relay = relayTo(response, delivery.resume);

  function drop(thrown: unknown): void {
    observation.tap = undefined;
    log.warn('the usage of a response was not read', { cause: thrown });
  }

  return {
    onInformation: (status, headers) => relay.informed(status, headers),
    onHead(status, message, headers) {
      if (response.destroyed) return;
      observation.answered(status);
      relay.head(
        status,
        message,
        headers,
        addedFields(observation.id, delivery.rewritten, observation.overhead()),
      );
      try {
        observation.tap = delivery.createTap?.(
          fieldOf(headers, 'content-type'),
          fieldOf(headers, 'content-encoding'),
        );
      } catch (thrown) {
        drop(thrown);
      }
    },
    onData(chunk) {
      // Nobody reads on: the call is about to be ended.
      if (response.destroyed) return true;
      const isRoom = relay.data(chunk);
      observation.draft.responseBytes = (observation.draft.responseBytes ?? 0) + chunk.length;
      try {
        observation.tap?.write(chunk);
      } catch (thrown) {
        drop(thrown);
      }
      return isRoom;
    },
    onEnd(trailers) {
      if (!response.destroyed) relay.end(trailers);
    },
    onError(error) {
      if (response.destroyed) return;
      if (!response.headersSent) return delivery.onFailed(error);
      delivery.onTruncated(error);
      relay.breakOff();
    },
  };
}

function fieldOf(headers: readonly string[], name: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]!.length === name.length && headers[at]!.toLowerCase() === name) return headers[at + 1];
  }
  return undefined;
}
