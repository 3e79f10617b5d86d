import type {
  AgentSession,
  CompactionEvent,
  PartsEvent,
  RequestEvent,
  SessionEvent,
  SessionWindow,
  Usage,
} from '../context/agent-session.js';
import { newDraft } from './draft.js';
import { jsonLines } from './json-lines.js';
import { isTrue, type JsonNode, memberOf, stringOf } from './parse-json.js';
import { readAttachment } from './read-attachment.js';
import { readTurn } from './read-turn.js';

const MINUTE = 60_000;

/**
 * The story that a session file of Claude Code holds: what came into each window when, what each request was billed,
 * and where the window was compacted. All lines are read, also those before a compaction; of a line whose message cannot be
 * read what it was billed.
 */
export function claudeCodeSession(body: string): AgentSession {
  const windows = new Map<string, OpenWindow>();
  for (const { node, number } of jsonLines(body)) {
    const type = textAt(body, node, 'type');
    const isTurn = type === 'user' || type === 'assistant' || type === 'attachment';
    const isCompaction = textAt(body, node, 'subtype') === 'compact_boundary';
    if (!isTurn && !isCompaction) continue;
    const id = windowOf(body, node);
    const window = windows.get(id) ?? { events: [], draft: newDraft(body) };
    windows.set(id, window);
    if (isCompaction) window.events.push(compactionOf(body, node, number));
    else addTurn(window, node, number);
  }
  const found: SessionWindow[] = Array.from(windows, ([id, { events }]) => ({ id, events }));
  return { windows: found.sort((a, b) => Number(b.id === MAIN) - Number(a.id === MAIN)) };
}

const MAIN = 'main';

interface OpenWindow {
  readonly events: SessionEvent[];
  /** Knows the calls so far: a result takes its tool from its call. */
  readonly draft: ReturnType<typeof newDraft>;
  request?: string;
}

function windowOf(body: string, node: JsonNode): string {
  if (isTrue(body, memberOf(node, 'isSidechain'))) return textAt(body, node, 'agentId') ?? 'side chain';
  return textAt(body, node, 'parent_tool_use_id') ?? MAIN;
}

function addTurn(window: OpenWindow, node: JsonNode, line: number): void {
  const { draft, events } = window;
  const before = draft.messages.length;
  const id = `line-${line}`;
  if (textAt(draft.body, node, 'type') === 'attachment') readAttachment(draft, node, id);
  else {
    const message = memberOf(node, 'message');
    if (message) addRequest(window, node, message, line);
    readTurn(draft, node, id);
  }
  const parts = draft.messages.slice(before).flatMap((added) => added.parts);
  const isSummary = isTrue(draft.body, memberOf(node, 'isCompactSummary'));
  if (parts.length > 0) events.push({ kind: 'parts', line, parts, isSummary } satisfies PartsEvent);
}

/** A client writes a line for each block of an answer, each with the usage so far: together they are one request. */
function addRequest(window: OpenWindow, node: JsonNode, message: JsonNode, line: number): void {
  const { draft, events } = window;
  const request = requestOf(draft.body, node, message, line);
  if (!request) return;
  const id = textAt(draft.body, node, 'requestId') ?? textAt(draft.body, message, 'id');
  const open = events.findLastIndex((event) => event.kind === 'request');
  if (id !== undefined && id === window.request) events[open] = grown(events[open] as RequestEvent, request);
  else events.push(request);
  if (id === undefined) delete window.request;
  else window.request = id;
}

/** The request that an assistant's turn answers; none if the client wrote the turn itself. */
function requestOf(body: string, node: JsonNode, message: JsonNode, line: number): RequestEvent | undefined {
  const model = textAt(body, message, 'model');
  if (textAt(body, node, 'type') !== 'assistant' || model === '<synthetic>') return undefined;
  const billed = memberOf(message, 'usage');
  const number = (holder: JsonNode | undefined, key: string) => {
    const value = memberOf(holder, key);
    return value?.type === 'number' ? Number(body.slice(value.start, value.end)) : 0;
  };
  const time = timeOf(body, node);
  const usage: Usage | undefined = billed && {
    input: number(billed, 'input_tokens'),
    cacheWrite: number(billed, 'cache_creation_input_tokens'),
    cacheRead: number(billed, 'cache_read_input_tokens'),
    output: number(billed, 'output_tokens'),
  };
  const isLong = number(memberOf(billed, 'cache_creation'), 'ephemeral_1h_input_tokens') > 0;
  return {
    kind: 'request',
    line,
    ...(time === undefined ? {} : { time }),
    ...(model === undefined ? {} : { model }),
    ...(usage ? { usage } : {}),
    ...(usage && usage.cacheWrite > 0 ? { cacheLife: (isLong ? 60 : 5) * MINUTE } : {}),
  };
}

/** A request, as a later line of its answer tells it: output is counted while it comes. */
function grown(request: RequestEvent, later: RequestEvent): RequestEvent {
  if (!request.usage || !later.usage) return request;
  const output = Math.max(request.usage.output, later.usage.output);
  return { ...request, usage: { ...request.usage, output } };
}

function compactionOf(body: string, node: JsonNode, line: number): CompactionEvent {
  const time = timeOf(body, node);
  const trigger = textAt(body, memberOf(node, 'compactMetadata'), 'trigger');
  return {
    kind: 'compaction',
    line,
    ...(time === undefined ? {} : { time }),
    ...(trigger === undefined ? {} : { trigger }),
  };
}

function timeOf(body: string, node: JsonNode): number | undefined {
  const time = Date.parse(textAt(body, node, 'timestamp') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function textAt(body: string, node: JsonNode | undefined, key: string): string | undefined {
  return stringOf(body, memberOf(node, key));
}
