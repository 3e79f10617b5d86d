import { type Dialect, pieces, promptTokens, type Reply, serverSent, toolId } from './dialect.js';
import type { Part } from './script.js';

const CREATED = 1_767_225_600;

type Event = { readonly type: string } & Readonly<Record<string, unknown>>;

/** `/v1/responses`. */
export const openaiResponses: Dialect = {
  streamType: 'text/event-stream; charset=utf-8',
  isStream: ({ stream }) => stream === true,
  document: (reply) => response(reply, 'completed'),
  events: (reply) => {
    const events: Event[] = [
      { type: 'response.created', response: response(reply, 'in_progress') },
      { type: 'response.in_progress', response: response(reply, 'in_progress') },
      ...reply.parts.flatMap((part, index) => itemEvents(part, reply, index)),
      { type: 'response.completed', response: response(reply, 'completed') },
    ];
    return events.map((event, index) => serverSent({ ...event, sequence_number: index }, event.type));
  },
  error: (type, message) => ({ error: { message, type, param: null, code: null } }),
  errorEvent: (type, message) =>
    serverSent({ type: 'error', code: type, message, param: null, sequence_number: 0 }, 'error'),
};

function response(reply: Reply, status: 'in_progress' | 'completed') {
  const { id, model, usage, request } = reply;
  const prompt = promptTokens(usage);
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: CREATED,
    status,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    model,
    output: status === 'completed' ? reply.parts.map((part, index) => item(part, reply, index)) : [],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: request.tools ?? [],
    metadata: {},
    usage:
      status === 'completed'
        ? {
            input_tokens: prompt,
            input_tokens_details: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite },
            output_tokens: usage.output,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: prompt + usage.output,
          }
        : null,
  };
}

const output = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

function item(part: Part, reply: Reply, index: number) {
  if (part.type === 'text') {
    const id = toolId('msg', reply, index);
    return { id, type: 'message', status: 'completed', role: 'assistant', content: [output(part.text)] };
  }
  if (part.type === 'thinking') {
    return {
      id: toolId('rs', reply, index),
      type: 'reasoning',
      summary: [{ type: 'summary_text', text: part.text }],
      encrypted_content: wantsEncrypted(reply) ? Buffer.from(`sealed ${part.text}`).toString('base64') : null,
    };
  }
  const call = { status: 'completed', call_id: toolId('call', reply, index), name: part.name };
  return typeof part.input === 'string'
    ? { id: toolId('ctc', reply, index), type: 'custom_tool_call', ...call, input: part.input }
    : {
        id: toolId('fc', reply, index),
        type: 'function_call',
        ...call,
        arguments: JSON.stringify(part.input),
      };
}

function wantsEncrypted({ request: { include } }: Reply): boolean {
  return Array.isArray(include) && include.includes('reasoning.encrypted_content');
}

function itemEvents(part: Part, reply: Reply, index: number): Event[] {
  const done = item(part, reply, index);
  const at = { item_id: done.id, output_index: index };
  const added = (empty: object) => ({
    type: 'response.output_item.added',
    output_index: index,
    item: { ...done, ...empty, ...('status' in done ? { status: 'in_progress' } : {}) },
  });
  const finished = { type: 'response.output_item.done', output_index: index, item: done };
  if (part.type === 'thinking') {
    const where = { ...at, summary_index: 0 };
    return [
      added({ summary: [] }),
      { type: 'response.reasoning_summary_part.added', ...where, part: { type: 'summary_text', text: '' } },
      ...pieces(part.text).map((delta) => ({
        type: 'response.reasoning_summary_text.delta',
        ...where,
        delta,
      })),
      { type: 'response.reasoning_summary_text.done', ...where, text: part.text },
      {
        type: 'response.reasoning_summary_part.done',
        ...where,
        part: { type: 'summary_text', text: part.text },
      },
      finished,
    ];
  }
  if (part.type === 'tool') {
    const isCustom = typeof part.input === 'string';
    const all = isCustom ? part.input : JSON.stringify(part.input);
    const [kind, key] = isCustom
      ? ['custom_tool_call_input', 'input']
      : ['function_call_arguments', 'arguments'];
    return [
      added({ [key]: '' }),
      ...pieces(all).map((delta) => ({ type: `response.${kind}.delta`, ...at, delta })),
      { type: `response.${kind}.done`, ...at, ...(isCustom ? {} : { name: part.name }), [key]: all },
      finished,
    ];
  }
  const where = { ...at, content_index: 0 };
  return [
    added({ content: [] }),
    { type: 'response.content_part.added', ...where, part: output('') },
    ...pieces(part.text).map((delta) => ({
      type: 'response.output_text.delta',
      ...where,
      delta,
      logprobs: [],
    })),
    { type: 'response.output_text.done', ...where, text: part.text, logprobs: [] },
    { type: 'response.content_part.done', ...where, part: output(part.text) },
    finished,
  ];
}
