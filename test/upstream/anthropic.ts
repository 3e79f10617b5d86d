import { callsTool, type Dialect, pieces, type Reply, serverSent, toolId } from './dialect.js';
import type { Part } from './script.js';

const named = (data: { readonly type: string; readonly [member: string]: unknown }) =>
  serverSent(data, data.type);

/** `/v1/messages`. */
export const anthropic: Dialect = {
  streamType: 'text/event-stream; charset=utf-8',
  isStream: ({ stream }) => stream === true,
  document: (reply) => ({
    ...message(reply),
    content: reply.parts.map((part, index) => whole(part, reply, index)),
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
    ...reply.parts.flatMap((part, index) => blockEvents(part, reply, index)),
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

function whole(part: Part, reply: Reply, index: number) {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type === 'thinking') {
    return { type: 'thinking', thinking: part.text, signature: signature(part.text) };
  }
  return { type: 'tool_use', id: toolId('toolu', reply, index), name: part.name, input: part.input };
}

function blockEvents(part: Part, reply: Reply, index: number): string[] {
  const empty = {
    text: { text: '' },
    thinking: { thinking: '', signature: '' },
    tool: { input: {} },
  }[part.type];
  const deltas =
    part.type === 'text'
      ? pieces(part.text).map((text) => ({ type: 'text_delta', text }))
      : part.type === 'thinking'
        ? [
            ...pieces(part.text).map((thinking) => ({ type: 'thinking_delta', thinking })),
            { type: 'signature_delta', signature: signature(part.text) },
          ]
        : pieces(JSON.stringify(part.input)).map((json) => ({
            type: 'input_json_delta',
            partial_json: json,
          }));
  const events = [
    { type: 'content_block_start', index, content_block: { ...whole(part, reply, index), ...empty } },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  return events.map(named);
}
