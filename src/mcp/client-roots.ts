import { fileURLToPath } from 'node:url';
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputResponse,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Log } from '../log.js';

/** The folders that the client of one connection calls its workspace. */
export interface ClientRoots {
  /**
   * Whether a request can run. False if the client must first answer `roots/list`, which the request is then to be
   * answered with; it comes back carrying the roots.
   */
  ready(context: ServerContext): boolean;
  /** Absolute paths; empty if the client names none. Never rejects. */
  list(): Promise<readonly string[]>;
}

/** How long a client is waited for, in milliseconds: it may declare roots and yet never answer. */
const PATIENCE = 2_000;

/** How long an answer holds where the client has no way to announce a change, in milliseconds. */
const LIFETIME = 60_000;

/** So many requests are sent back for the roots without an answer before they run without. */
const ATTEMPTS = 8;

/** A connection whose client cannot be asked, or whose folders are not this machine's. */
export const noRoots: ClientRoots = { ready: () => true, list: async () => [] };

/** Up to revision 2025-11-25: asked by a request of the server's own, once and again when the client says so. */
export function requestedRoots(server: Server, log: Log): ClientRoots {
  let known: Promise<readonly string[]> | undefined;
  server.setNotificationHandler('notifications/roots/list_changed', () => {
    known = undefined;
  });
  return {
    ready: () => true,
    async list() {
      if (!server.getClientCapabilities()?.roots) return [];
      known ??= server.listRoots(undefined, { timeout: PATIENCE }).then(
        ({ roots }) => pathsOf(roots),
        (thrown: Error) => {
          log.warn('the client did not name its roots', { reason: thrown.message });
          return [];
        },
      );
      return known;
    },
  };
}

/** From revision 2026-07-28 on, where a server sends no requests: a tool call is answered with the question. */
export function returnedRoots(now: () => number = Date.now): ClientRoots {
  let known: { readonly paths: readonly string[]; readonly until: number } | undefined;
  let unanswered = 0;
  return {
    ready({ mcpReq }) {
      const { [CLIENT_CAPABILITIES_META_KEY]: can } = { ...mcpReq.envelope } as Readonly<
        Record<string, unknown>
      >;
      if (!(can as ClientCapabilities | undefined)?.roots) return true;
      const answer = inputResponse(mcpReq.inputResponses, ROOTS);
      if (answer.kind === 'roots') {
        known = { paths: pathsOf(answer.roots), until: now() + LIFETIME };
        unanswered = 0;
      }
      if (known && now() < known.until) return true;
      unanswered += 1;
      return unanswered > ATTEMPTS;
    },
    list: async () => known?.paths ?? [],
  };
}

/** The name of the question in a result that asks for roots. */
export const ROOTS = 'roots';

function pathsOf(roots: readonly unknown[]): readonly string[] {
  return roots.flatMap((root) => {
    try {
      const { uri } = root as { uri: string };
      return uri.startsWith('file:') ? [fileURLToPath(uri)] : [];
    } catch {
      // A root that is no path on this machine opens nothing.
      return [];
    }
  });
}
