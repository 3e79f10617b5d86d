import { callsTool, type Dialect, pieces, promptTokens, type Reply, serverSent, toolId } from './dialect.js';
import type { Part } from './script.js';

const CREATED = 1_767_225_600;

/** `/v1/chat/completions`; thinking is not shown in it. */
export const openaiChat: Dialect = {
  streamType: 'text/event-stream; charset=utf-8',
  isStream: ({ stream }) => stream === true,
  document: (reply) => ({
    ...head(reply, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: textOf(reply.parts),
          refusal: null,
          ...(callsTool(reply.parts) ? { tool_calls: calls(reply) } : {}),
        },
        logprobs: null,
        finish_reason: finishReason(reply.parts),
      },
    ],
    usage: usageOf(reply),
  }),
  events: (reply) => {
    const isTold =
      (reply.request.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
    const chunk = (delta: unknown, finish: string | null = null) =>
      serverSent({
        ...head(reply, 'chat.completion.chunk'),
        choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
        ...(isTold ? { usage: null } : {}),
      });
    return [
      chunk({ role: 'assistant', content: '', refusal: null }),
      ...pieces(textOf(reply.parts) ?? '').map((content) => chunk({ content })),
      ...calls(reply).flatMap((call, index) => [
        chunk({ tool_calls: [{ index, ...call, function: { ...call.function, arguments: '' } }] }),
        ...pieces(call.function.arguments).map((piece) =>
          chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
        ),
      ]),
      chunk({}, finishReason(reply.parts)),
      ...(isTold
        ? [serverSent({ ...head(reply, 'chat.completion.chunk'), choices: [], usage: usageOf(reply) })]
        : []),
      serverSent('[DONE]'),
    ];
  },
  error: (type, message) => ({ error: { message, type, param: null, code: null } }),
  errorEvent: (type, message) => serverSent({ error: { message, type, param: null, code: null } }),
};

function head({ id, model }: Reply, object: string) {
  return { id: `chatcmpl-${id}`, object, created: CREATED, model };
}

function usageOf({ usage }: Reply) {
  const prompt = promptTokens(usage);
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.output,
    total_tokens: prompt + usage.output,
    prompt_tokens_details: {
      cached_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite,
      audio_tokens: 0,
    },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function textOf(parts: readonly Part[]): string | null {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return texts.length > 0 ? texts.join('') : null;
}

function calls(reply: Reply) {
  return reply.parts.flatMap((part, index) =>
    part.type === 'tool'
      ? [
          {
            id: toolId('call', reply, index),
            type: 'function',
            function: { name: part.name, arguments: JSON.stringify(part.input) },
          },
        ]
      : [],
  );
}

const finishReason = (parts: readonly Part[]) => (callsTool(parts) ? 'tool_calls' : 'stop');
