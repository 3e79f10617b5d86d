import { callsTool, type Dialect, pieces, type Reply, serverSent, toolId } from './dialect.js';
import type { Part, ToolInput } from './script.js';

const named = (data: { readonly type: string; readonly [member: string]: unknown }) =>
  serverSent(data, data.type);

/** `/v1/messages`. */
export const anthropic: Dialect = {
  streamType: 'text/event-stream; charset=utf-8',
  isStream: ({ stream }) => stream === true,
  document: (reply) => ({
    ...message(reply),
    content: blocksOf(reply),
    stop_reason: stopReason(reply.parts),
    usage: usageOf(reply),
  }),
  events: (reply) => [
    named({
      type: 'message_start',
      message: {
        ...message(reply),
        content: [],
        stop_reason: null,
        usage: { ...usageOf(reply), output_tokens: 1 },
      },
    }),
    named({ type: 'ping' }),
    ...blocksOf(reply).flatMap(blockEvents),
    named({
      type: 'message_delta',
      delta: { stop_reason: stopReason(reply.parts), stop_sequence: null },
      usage: { output_tokens: reply.usage.output },
    }),
    named({ type: 'message_stop' }),
  ],
  error: (type, message) => ({ type: 'error', error: { type, message }, request_id: 'req_upstream' }),
  errorEvent: (type, message) => named({ type: 'error', error: { type, message } }),
};

function message({ id, model }: Reply) {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', model, stop_sequence: null };
}

function usageOf({ usage }: Reply) {
  const forHour = usage.cacheWriteHour ?? 0;
  return {
    input_tokens: usage.input,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite - forHour,
      ephemeral_1h_input_tokens: forHour,
    },
    output_tokens: usage.output,
    service_tier: 'standard',
  };
}

const stopReason = (parts: readonly Part[]) => (callsTool(parts) ? 'tool_use' : 'end_turn');

const signature = (text: string) => Buffer.from(`signed ${text}`).toString('base64');

type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | {
      readonly type: 'tool_use' | 'server_tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: ToolInput;
    }
  | { readonly type: 'tool_search_tool_result'; readonly tool_use_id: string; readonly content: object };

function blocksOf(reply: Reply): readonly Block[] {
  return reply.parts.flatMap((part, index) => blocksFor(part, reply, index));
}

function blocksFor(part: Part, reply: Reply, index: number): readonly Block[] {
  if (part.type === 'text') return [{ type: 'text', text: part.text }];
  if (part.type === 'thinking') {
    return [{ type: 'thinking', thinking: part.text, signature: signature(part.text) }];
  }
  const { name, input, found } = part;
  if (!found) return [{ type: 'tool_use', id: toolId('toolu', reply, index), name, input }];
  const id = toolId('srvtoolu', reply, index);
  const tool_references = found.map((tool_name) => ({ type: 'tool_reference', tool_name }));
  return [
    { type: 'server_tool_use', id, name, input },
    {
      type: 'tool_search_tool_result',
      tool_use_id: id,
      content: { type: 'tool_search_tool_search_result', tool_references },
    },
  ];
}

function blockEvents(block: Block, index: number): string[] {
  const { empty, deltas } = streamed(block);
  const events = [
    { type: 'content_block_start', index, content_block: { ...block, ...empty } },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  return events.map(named);
}

/** What a block begins without, and the pieces in which that comes. */
function streamed(block: Block): { readonly empty: object; readonly deltas: readonly object[] } {
  if (block.type === 'text') {
    const deltas = pieces(block.text).map((text) => ({ type: 'text_delta', text }));
    return { empty: { text: '' }, deltas };
  }
  if (block.type === 'thinking') {
    const deltas = pieces(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking }));
    return {
      empty: { thinking: '', signature: '' },
      deltas: [...deltas, { type: 'signature_delta', signature: block.signature }],
    };
  }
  if (block.type === 'tool_search_tool_result') return { empty: {}, deltas: [] };
  const deltas = pieces(JSON.stringify(block.input)).map((json) => ({
    type: 'input_json_delta',
    partial_json: json,
  }));
  return { empty: { input: {} }, deltas };
}
