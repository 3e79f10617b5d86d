import { itemsAt, membersAt, skipValue, stringAt } from '../formats/scan-json.js';
import { findModel } from '../tokens/models.js';
import type { NativeOption } from './native-option.js';
import { threadOf } from './thread-of.js';
import { type ToolHistory, toolHistory } from './tool-history.js';
import type { Insertion } from './with-insertions.js';

export interface DeferTools {
  /** Tokens of the tools that would be deferred, below which none is. */
  readonly above: number;
  /** Names of tools that are not deferred; all but those of MCP servers (`mcp__SERVER__TOOL`) if absent. */
  readonly keep?: readonly string[];
}

/**
 * platform.claude.com/docs/en/agents-and-tools/tool-use/tool-search-tool, as of November 2026: no beta header is needed,
 * what is deferred is no part of the prompt that is cached, and what the model finds is appended to the conversation.
 */
const SEARCH = { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' };

/** The models that the page names. */
const SUPPORTED: ReadonlySet<string> = new Set([
  'claude-fable-5-1',
  'claude-fable-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-opus-4-6',
  'claude-opus-4-5',
  'claude-sonnet-4-6',
  'claude-sonnet-4-5',
  'claude-haiku-4-5',
]);

/** Bytes that a token stands for, about. */
const BYTES_PER_TOKEN = 4;

/** Claude Code's own, with which it defers tools itself, but none in its first request. */
const OWN_SEARCH = 'ToolSearch';

/** What servers' tools are called by agents. */
const SERVED = 'mcp__';

interface Tool {
  readonly start: number;
  readonly bytes: number;
  readonly name: string;
  readonly type: string;
  readonly members: ReadonlyMap<string, number>;
}

/**
 * Asks Anthropic to show the model no more than some of the tools, and to let it search for the others, where the client
 * does nothing of that, and the model can.
 *
 * Which ones is told by the tools and by what was called already, not by the turn: so the tools are the same bytes on
 * every turn of a conversation, after a restart too. A thread has those that it began with.
 *
 * OpenAI's search of tools (developers.openai.com/api/docs/guides/tools-tool-search) is left to clients. A call of a
 * function that was deferred comes back with its own name as its `namespace`. Clients that did not ask for that take it
 * for a tool that they do not have, as Codex and OpenAI's Agents SDK do, or send it back without, which the provider may
 * refuse. And no more is hidden of a function than its parameters, unless the client groups it.
 */
export const deferredTools: NativeOption = {
  name: 'deferred-tools',
  ask(body, { deferTools }) {
    return deferTools ? deferral(body, deferTools) : [];
  },
};

function deferral(body: string, policy: DeferTools): readonly Insertion[] {
  const request = requestIn(body);
  const { members, tools, history, model } = request;
  const list = members.get('tools');
  if (threadOf(body, members) === 'continue') return [];
  if (!model || !SUPPORTED.has(model) || (list !== undefined && body[list] !== '[')) return [];
  const missing = gone(tools, history);
  if (tools.some(isNotOurs)) return missing.length > 0 ? withTools(request, missing) : [];
  // A conversation in which the model has searched is only valid with the tools that it searched.
  if (!history.hasSearched && !mayBegin(body, request, policy)) return [];
  const waiting = tools.filter((tool) => mayWait(tool, policy) && !history.known.has(tool.name));
  return [
    ...withTools(request, [SEARCH, ...missing]),
    ...waiting.map(({ start }) => ({ at: start + 1, text: '"defer_loading":true,' })),
    ...history.unanswered.map(({ id, end, called }) => ({ at: end, text: `,${resultOf(id, called)}` })),
  ];
}

interface Request {
  readonly start: number;
  readonly members: ReadonlyMap<string, number>;
  readonly tools: readonly Tool[];
  readonly history: ToolHistory;
  /** As ctxopt knows it. */
  readonly model: string | undefined;
}

function requestIn(body: string): Request {
  const start = body.indexOf('{');
  const members = membersAt(body, start);
  return {
    start,
    members,
    tools: Array.from(itemsAt(body, members.get('tools') ?? -1), (at) => toolAt(body, at)),
    history: toolHistory(body, members.get('messages')),
    model: findModel(stringAt(body, members.get('model')) ?? '')?.id,
  };
}

/** Whether tools are deferred in a conversation without a search. */
function mayBegin(body: string, { tools, history, members }: Request, policy: DeferTools): boolean {
  const candidates = tools.filter((tool) => mayWait(tool, policy));
  const bytes = candidates.reduce((sum, tool) => sum + tool.bytes, 0);
  if (candidates.length === 0 || bytes < policy.above * BYTES_PER_TOKEN) return false;
  if (tools.some(({ name }) => name === OWN_SEARCH)) return false;
  // It began without, or its client forgets what was found: each tool would be shown again once it is called.
  if (candidates.some(({ name }) => history.known.has(name))) return false;
  return !mustCall(body, members.get('tool_choice'), candidates);
}

/**
 * What agents ask of a conversation without its tools is a verdict or a summary: where there were none, none can be called
 * now either.
 */
function withTools({ start, members, tools }: Request, added: readonly object[]): readonly Insertion[] {
  const list = members.get('tools');
  const text = added.map((tool) => JSON.stringify(tool)).join(',');
  if (list !== undefined && tools.length > 0) return [{ at: list + 1, text: `${text},` }];
  const choice = members.has('tool_choice') ? '' : '"tool_choice":{"type":"none"},';
  if (list === undefined) return [{ at: start + 1, text: `"tools":[${text}],${choice}` }];
  return [
    { at: start + 1, text: choice },
    { at: list + 1, text },
  ];
}

/** In the place of a result that the client did not send back: the provider refuses a search without. */
function resultOf(id: string, names: readonly string[]): string {
  const tool_references = names.map((tool_name) => ({ type: 'tool_reference', tool_name }));
  return JSON.stringify({
    type: 'tool_search_tool_result',
    tool_use_id: id,
    content: { type: 'tool_search_tool_search_result', tool_references },
  });
}

function toolAt(body: string, start: number): Tool {
  const members = membersAt(body, start);
  return {
    start,
    bytes: skipValue(body, start, body.length) - start,
    name: stringAt(body, members.get('name')) ?? '',
    type: stringAt(body, members.get('type')) ?? 'custom',
    members,
  };
}

/** Whether the client defers tools itself, or has one with examples, which do not go together with a search. */
function isNotOurs({ members, type }: Tool): boolean {
  return members.has('defer_loading') || members.has('input_examples') || type.startsWith('tool_search_tool');
}

/** A tool with a cache mark may not be deferred: the provider refuses that. */
function mayWait({ name, type, members }: Tool, { keep }: DeferTools): boolean {
  if (type !== 'custom' || name === '' || members.has('cache_control')) return false;
  return keep ? !keep.includes(name) : name.startsWith(SERVED);
}

/** Whether the model has to call some tool, or a certain one that waits: to search is not what is asked for then. */
function mustCall(body: string, choice: number | undefined, waiting: readonly Tool[]): boolean {
  const members = membersAt(body, choice ?? -1);
  const type = stringAt(body, members.get('type'));
  const named = stringAt(body, members.get('name'));
  return type === 'any' || (type === 'tool' && waiting.some(({ name }) => name === named));
}

/** Stand-ins for tools that the model found and that the client has no more: the provider refuses a mention of none. */
function gone(tools: readonly Tool[], { found }: ToolHistory): readonly object[] {
  const names = new Set(tools.map(({ name }) => name));
  return [...found]
    .filter((name) => !names.has(name))
    .map((name) => ({
      name,
      description: 'This tool is no longer available.',
      input_schema: { type: 'object' },
      defer_loading: true,
    }));
}
