import { type ConversationBody, findConversation } from '../compute/find-conversation.js';
import { forThread } from '../net/shared-bytes.js';
import { asTheyCame, decisionsFor } from '../session/decisions.js';
import { asFarAsKnown } from './as-far-as-known.js';
import { credentialsKind } from './credentials-kind.js';
import type { Rewrite, RewriteRequest, Rewritten } from './exchange.js';
import { keepDecisions } from './keep-decisions.js';
import {
  assembled,
  type Passage,
  type RememberingOptions,
  type RewriterOptions,
  TIME_OVER,
  untouched,
} from './passage.js';
import { reconsider } from './reconsider.js';
import { rememberDecisions } from './remember-decisions.js';
import { sessionHeader } from './session-header.js';
import { timedSignal } from './timed-signal.js';

const LIMIT = 1500;

/** Share of the time that passes may take: the rest is for what follows them. */
const PASSES_SHARE = 0.7;

/** Bytes of a body without results that is read, on the main thread, for its session and model: some three milliseconds. */
const SMALL = 256 * 1024;

/**
 * Every format says one of these where it holds a tool's result. A body without them has nothing to rewrite. They begin with
 * what is rare in prose, which makes it ten times faster to look for them.
 */
const RESULT_MARKS = ['_result"', '_call_id"', '"tool"', '"function"', '_output"', '_call"'];

/** All but where things are kept. */
type Means = Omit<RewriterOptions, 'store'>;

/**
 * Rewrites conversations: each result of a tool once, when it first appears, and from then on to the byte as it was. So
 * what was forwarded on one turn is the beginning of what is forwarded on the next, and the provider finds it in its cache.
 * All bytes outside rewritten strings are the client's. Where the policy forbids it, the body is not even read.
 */
export function createRewriter(given: RewriterOptions): Rewrite {
  const { store, now = Date.now } = given;
  const options = { ...given, store: { ...rememberDecisions(store, now), putOriginal: store.putOriginal } };
  return (request) => {
    const { body, head, project } = request;
    if (options.policyOf(project).level !== 'off' && !RESULT_MARKS.some((mark) => body.includes(mark)))
      return unread(request, options);
    const allowed = passageOf(request, options);
    if (!allowed) return { body, session: sessionHeader(head.headers) ?? '', passes: [] };
    return inTime(allowed, options);
  };
}

async function inTime(allowed: Omit<Passage, 'signal'>, options: RememberingOptions): Promise<Rewritten> {
  const timed = timedSignal(allowed.request.signal(), options.limit ?? LIMIT);
  const passage: Passage = { signal: timed.signal, ...allowed };
  try {
    return await rewritten(passage, options);
  } catch (thrown) {
    return asFarAsKnown(passage, thrown, options);
  } finally {
    timed.stop();
  }
}

/** Undefined if the request is to be left alone. */
function passageOf(request: RewriteRequest, options: Means): Omit<Passage, 'signal'> | undefined {
  const { endpoint, head, project, body } = request;
  const { level, subscriptions, worth } = options.policyOf(project);
  if (level === 'off' || endpoint.format === undefined) return undefined;
  if (!subscriptions && credentialsKind(endpoint.provider, head.headers) === 'subscription') return undefined;
  const { embedder, pruner } = options;
  const session = sessionHeader(head.headers);
  return {
    request,
    aids: { level, ...(embedder ? { embedder } : {}), ...(pruner ? { pruner } : {}) },
    worth,
    read: {
      body,
      format: endpoint.format,
      seed: JSON.stringify([endpoint.provider, project]),
      ...(session === undefined ? {} : { session }),
    },
  };
}

/** A request without results goes out at once: who asks is read when there is time. */
function unread(request: RewriteRequest, options: Means): Rewritten {
  const { body, head } = request;
  const session = sessionHeader(head.headers) ?? '';
  if (body.length > SMALL) return { body, session, passes: [] };
  const readLate = () => {
    const allowed = passageOf(request, options);
    return allowed ? whoAsks(allowed.read) : { session };
  };
  return { body, session, passes: [], readLate };
}

function whoAsks(read: ConversationBody): Pick<Rewritten, 'session' | 'model'> {
  try {
    const { session, model } = findConversation(read).found;
    return { session, ...(model === undefined ? {} : { model }) };
  } catch {
    // What is wrong with it is the provider's to say.
    return { session: read.session ?? '' };
  }
}

async function rewritten(passage: Passage, options: RememberingOptions): Promise<Rewritten> {
  const { read, aids, signal } = passage;
  const { store, compute, limit = LIMIT } = options;
  const result = await compute.run(
    'rewriteRequest',
    { ...read, ...aids, body: forThread(read.body), deadline: Date.now() + PASSES_SHARE * limit },
    {
      signal,
      ask: async (found) => {
        passage.found = found;
        passage.rows =
          found.keys.length === 0 ? [] : await store.decisions([...found.keys, found.sessionKey], signal);
        return passage.rows;
      },
    },
  );
  const { found, rows = [] } = passage;
  if (!found || found.keys.length === 0) return untouched(passage);
  // The client still sends what old handles name, so none leads nowhere. Nobody waits for it.
  for (const original of result.named) store.putOriginal(original).catch(() => {});
  const kept = await keepDecisions(result, store, signal, (stands) => {
    // What never goes out is not decided.
    passage.request.signal().throwIfAborted();
    const last = decisionsFor(found.keys, rows).findLast((decision) => decision !== undefined);
    return asTheyCame(result.decisions, last, stands);
  });
  const all = [...rows, ...kept.decisions];
  const better = await reconsider(passage, found, all, result.decisions.length > 0, options);
  return assembled(passage, found, [...all, ...better.decisions], {
    ...(result.rest === undefined ? {} : { rest: result.rest }),
    warning: kept.warning ?? better.warning ?? (result.isOver ? TIME_OVER : undefined),
  });
}
