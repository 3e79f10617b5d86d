import { itemsAt, membersAt, skipValue, stringAt } from '../formats/scan-json.js';
import { findModel } from '../tokens/models.js';
import type { NativeOption } from './native-option.js';
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
 * every turn of a conversation, after a restart too.
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
  const root = membersAt(body, body.indexOf('{'));
  const list = root.get('tools') ?? -1;
  const model = findModel(stringAt(body, root.get('model')) ?? '');
  if (body[list] !== '[' || !model || !SUPPORTED.has(model.id)) return [];
  const tools = Array.from(itemsAt(body, list), (start) => toolAt(body, start));
  if (tools.length === 0 || tools.some(isNotOurs)) return [];
  const history = toolHistory(body, root.get('messages'));
  const candidates = tools.filter((tool) => mayWait(tool, policy));
  const waiting = candidates.filter(({ name }) => !history.known.has(name));
  // A conversation in which the model has searched is only valid with the tools that it searched.
  if (!history.hasSearched) {
    const bytes = candidates.reduce((sum, tool) => sum + tool.bytes, 0);
    if (waiting.length === 0 || bytes < policy.above * BYTES_PER_TOKEN) return [];
    if (mustCall(body, root.get('tool_choice'), waiting)) return [];
  }
  return [
    {
      at: list + 1,
      text: [SEARCH, ...gone(tools, history)].map((tool) => `${JSON.stringify(tool)},`).join(''),
    },
    ...waiting.map(({ start }) => ({ at: start + 1, text: '"defer_loading":true,' })),
  ];
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
