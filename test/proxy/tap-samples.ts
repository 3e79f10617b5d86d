import type { Observed, WireName } from '../../src/proxy/taps/tap.js';

/** A response's body, and what it says, both written down by hand after the providers' references. */
export interface TapSample {
  readonly name: string;
  readonly wire: WireName;
  readonly type: string;
  readonly body: string;
  readonly says: Observed;
}

const EVENTS = 'text/event-stream; charset=utf-8';
const LINES = 'application/x-ndjson';
const JSON_TYPE = 'application/json';

const events = (...all: readonly (readonly [name: string, data: string])[]) =>
  all.map(([name, data]) => `event: ${name}\ndata: ${data}\n\n`).join('');
const data = (...all: readonly string[]) => all.map((one) => `data: ${one}\n\n`).join('');

const start =
  '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5","content":[],"stop_reason":null,"usage":{"input_tokens":2048,"cache_read_input_tokens":1800,"cache_creation_input_tokens":248,"cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100},"output_tokens":1}}}';
const delta = (text: string) =>
  `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":${JSON.stringify(text)}}}`;
const stopped =
  '{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":503}}';
const documented = { input: 2048, cacheRead: 1800, cacheWrite: 248, cacheWriteHour: 100, output: 503 };

const chunk = (choices: string, more = '') =>
  `{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4.1-2025-04-14","choices":${choices}${more}}`;
const chatUsage =
  '"usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}';

const response = (status: string, more: string) =>
  `{"id":"resp_1","object":"response","status":"${status}","model":"gpt-5.6-sol","output":[{"type":"message","content":[{"type":"output_text","text":"\\"usage\\": {\\"input_tokens\\": 7}"}]}],${more}}`;
const responseUsage =
  '"usage":{"input_tokens":5000,"input_tokens_details":{"cached_tokens":3000,"cache_write_tokens":1500},"output_tokens":80,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":5080}';

export const tapSamples: readonly TapSample[] = [
  {
    name: 'a stream of messages, with both lifetimes of cache writes',
    wire: 'anthropic-messages',
    type: EVENTS,
    body: events(
      ['message_start', start],
      [
        'content_block_start',
        '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      ],
      ['ping', '{"type": "ping"}'],
      ['content_block_delta', delta('Grüße, 世界 🌍')],
      ['content_block_delta', delta('{"type":"message_delta","usage":{"output_tokens":1}}')],
      ['content_block_stop', '{"type":"content_block_stop","index":0}'],
      ['message_delta', stopped],
      ['message_stop', '{"type":"message_stop"}'],
    ),
    says: { model: 'claude-opus-5', usage: documented, stopReason: 'tool_use', ended: 'complete' },
  },
  {
    name: 'a stream of messages in fast mode, from machines in the US',
    wire: 'anthropic-messages',
    type: EVENTS,
    body: events(
      [
        'message_start',
        '{"type":"message_start","message":{"model":"claude-opus-5-5","usage":{"input_tokens":25,"output_tokens":1,"service_tier":"priority","inference_geo":"us","speed":"fast"}}}',
      ],
      ['message_delta', '{"type":"message_delta","delta":{},"usage":{"output_tokens":150}}'],
      ['message_stop', '{"type":"message_stop"}'],
    ),
    says: {
      model: 'claude-opus-5-5',
      usage: { input: 25, cacheRead: 0, cacheWrite: 0, output: 150 },
      served: ['fast', 'us'],
      ended: 'complete',
    },
  },
  {
    name: 'a message at standard speed, from anywhere',
    wire: 'anthropic-messages',
    type: JSON_TYPE,
    body: '{"type":"message","model":"claude-opus-5-5","usage":{"input_tokens":25,"output_tokens":150,"service_tier":"standard","inference_geo":"global","speed":"standard"}}',
    says: {
      model: 'claude-opus-5-5',
      usage: { input: 25, cacheRead: 0, cacheWrite: 0, output: 150 },
      ended: 'complete',
    },
  },
  {
    name: 'a stream of a chat that was processed with flex',
    wire: 'openai-chat',
    type: EVENTS,
    body: data(
      chunk('[{"index":0,"delta":{},"finish_reason":"stop"}]', ',"service_tier":"flex"'),
      chunk('[]', `,"service_tier":"flex",${chatUsage}`),
      '[DONE]',
    ),
    says: {
      model: 'gpt-4.1-2025-04-14',
      usage: { input: 86, cacheRead: 1920, cacheWrite: 0, output: 300 },
      served: ['flex'],
      stopReason: 'stop',
      ended: 'complete',
    },
  },
  {
    name: 'a response that was processed with priority',
    wire: 'openai-responses',
    type: JSON_TYPE,
    body: response('completed', `"service_tier":"priority",${responseUsage}`),
    says: {
      model: 'gpt-5.6-sol',
      usage: { input: 500, cacheRead: 3000, cacheWrite: 1500, output: 80 },
      served: ['fast'],
      stopReason: 'completed',
      ended: 'complete',
    },
  },
  {
    name: 'a stream of messages with tools at the provider’s: the last totals count',
    wire: 'anthropic-messages',
    type: EVENTS,
    body: events(
      [
        'message_start',
        '{"type":"message_start","message":{"model":"claude-opus-5","usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3}}}',
      ],
      [
        'message_delta',
        '{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10682,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":510,"server_tool_use":{"web_search_requests":1}}}',
      ],
      ['message_stop', '{"type":"message_stop"}'],
    ),
    says: {
      model: 'claude-opus-5',
      usage: { input: 10_682, cacheRead: 0, cacheWrite: 0, output: 510 },
      stopReason: 'end_turn',
      ended: 'complete',
    },
  },
  {
    name: 'a stream of messages that an error ends',
    wire: 'anthropic-messages',
    type: EVENTS,
    body: events(
      ['message_start', start],
      ['error', '{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}'],
    ),
    says: {
      model: 'claude-opus-5',
      usage: { ...documented, output: 1 },
      ended: 'error',
      error: { type: 'overloaded_error' },
    },
  },
  {
    name: 'a stream of messages that breaks off',
    wire: 'anthropic-messages',
    type: EVENTS,
    body: `${events(['message_start', start])}event: message_delta\ndata: {"type":"message_delta","delta":{"stop_re`,
    says: { model: 'claude-opus-5', usage: { ...documented, output: 1 }, ended: 'truncated' },
  },
  {
    name: 'a message, with members of the same names in its content',
    wire: 'anthropic-messages',
    type: JSON_TYPE,
    body: '{"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[{"type":"tool_use","id":"t","name":"n","input":{"model":"x","usage":{"input_tokens":9},"s":"\\"\\\\{["}}],"stop_reason":"end_turn","usage":{"input_tokens":50,"cache_creation_input_tokens":0,"cache_read_input_tokens":100000,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":12}}',
    says: {
      model: 'claude-haiku-4-5',
      usage: { input: 50, cacheRead: 100_000, cacheWrite: 0, cacheWriteHour: 0, output: 12 },
      stopReason: 'end_turn',
      ended: 'complete',
    },
  },
  {
    name: 'a message whose history was compacted at the provider’s',
    wire: 'anthropic-messages',
    type: JSON_TYPE,
    body: '{"type":"message","model":"claude-opus-5","content":[],"stop_reason":"end_turn","usage":{"input_tokens":23000,"output_tokens":1000,"iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500,"cache_read_input_tokens":0},{"type":"message","input_tokens":23000,"output_tokens":1000}]}}',
    says: {
      model: 'claude-opus-5',
      usage: { input: 203_000, cacheRead: 0, cacheWrite: 0, output: 4_500 },
      stopReason: 'end_turn',
      ended: 'complete',
    },
  },
  {
    name: 'an error of the Messages API',
    wire: 'anthropic-messages',
    type: JSON_TYPE,
    body: '{"type":"error","error":{"type":"rate_limit_error","message":"Number of request tokens has exceeded"},"request_id":"req_1"}',
    says: { ended: 'error', error: { type: 'rate_limit_error' } },
  },
  {
    name: 'a stream of chunks whose last tells the usage',
    wire: 'openai-chat',
    type: EVENTS,
    body: data(
      chunk('[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]', ',"usage":null'),
      chunk('[{"index":0,"delta":{"content":"Hé 🌍"},"finish_reason":null}]', ',"usage":null'),
      chunk('[{"index":0,"delta":{},"finish_reason":"tool_calls"}]', ',"usage":null'),
      chunk('[]', `,${chatUsage}`),
      '[DONE]',
    ),
    says: {
      model: 'gpt-4.1-2025-04-14',
      usage: { input: 86, cacheRead: 1920, cacheWrite: 0, output: 300 },
      stopReason: 'tool_calls',
      ended: 'complete',
    },
  },
  {
    name: 'a stream of chunks that tells no usage',
    wire: 'openai-chat',
    type: EVENTS,
    body: data(
      chunk('[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]'),
      chunk('[{"index":0,"delta":{},"finish_reason":"stop"}]'),
      '[DONE]',
    ),
    says: { model: 'gpt-4.1-2025-04-14', stopReason: 'stop', ended: 'complete' },
  },
  {
    name: 'a stream of chunks that breaks off',
    wire: 'openai-chat',
    type: EVENTS,
    body: data(chunk('[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]')),
    says: { ended: 'truncated' },
  },
  {
    name: 'a completion',
    wire: 'openai-chat',
    type: JSON_TYPE,
    body: `{"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4.1-2025-04-14","choices":[{"index":0,"message":{"role":"assistant","content":"\\"finish_reason\\":\\"x\\""},"logprobs":null,"finish_reason":"length"}],${chatUsage}}`,
    says: {
      model: 'gpt-4.1-2025-04-14',
      usage: { input: 86, cacheRead: 1920, cacheWrite: 0, output: 300 },
      stopReason: 'length',
      ended: 'complete',
    },
  },
  {
    name: 'an error of OpenAI’s, whose code is told and whose message is not',
    wire: 'openai-chat',
    type: JSON_TYPE,
    body: '{"error":{"message":"This model\'s maximum context length is 8192 tokens","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}',
    says: { ended: 'error', error: { type: 'context_length_exceeded' } },
  },
  {
    name: 'a completion that breaks off',
    wire: 'openai-chat',
    type: JSON_TYPE,
    body: '{"model":"gpt-4.1","choices":[{"finish_reason":"stop","message":{"content":"and th',
    says: { model: 'gpt-4.1', stopReason: 'stop', ended: 'truncated' },
  },
  {
    name: 'a stream of a response',
    wire: 'openai-responses',
    type: EVENTS,
    body: events(
      [
        'response.created',
        `{"type":"response.created","response":${response('in_progress', '"usage":null')}}`,
      ],
      ['response.output_text.delta', '{"type":"response.output_text.delta","delta":"ü\\n"}'],
      [
        'response.completed',
        `{"type":"response.completed","response":${response('completed', `"error":null,${responseUsage}`)}}`,
      ],
    ),
    says: {
      model: 'gpt-5.6-sol',
      usage: { input: 500, cacheRead: 3000, cacheWrite: 1500, output: 80 },
      stopReason: 'completed',
      ended: 'complete',
    },
  },
  {
    name: 'a stream of a response that failed',
    wire: 'openai-responses',
    type: EVENTS,
    body: events([
      'response.failed',
      `{"type":"response.failed","response":${response('failed', '"error":{"code":"server_error","message":"no"},"usage":null')}}`,
    ]),
    says: {
      model: 'gpt-5.6-sol',
      stopReason: 'failed',
      ended: 'error',
      error: { type: 'server_error' },
    },
  },
  {
    name: 'a response that was cut at its limit',
    wire: 'openai-responses',
    type: JSON_TYPE,
    body: response(
      'incomplete',
      `"error":null,"incomplete_details":{"reason":"max_output_tokens"},${responseUsage}`,
    ),
    says: {
      model: 'gpt-5.6-sol',
      usage: { input: 500, cacheRead: 3000, cacheWrite: 1500, output: 80 },
      stopReason: 'max_output_tokens',
      ended: 'complete',
    },
  },
  {
    name: 'embeddings',
    wire: 'openai-embeddings',
    type: JSON_TYPE,
    body: '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-2.5e-3,3]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}',
    says: {
      model: 'text-embedding-3-small',
      usage: { input: 8, cacheRead: 0, cacheWrite: 0, output: 0 },
      ended: 'complete',
    },
  },
  {
    name: 'a chat with Ollama, in lines',
    wire: 'ollama',
    type: LINES,
    body: '{"model":"qwen3","message":{"role":"assistant","content":"Grüß"},"done":false}\n{"model":"qwen3","message":{"content":""},"done":true,"done_reason":"stop","total_duration":1,"prompt_eval_count":26,"eval_count":298}\n',
    says: {
      model: 'qwen3',
      usage: { input: 26, cacheRead: 0, cacheWrite: 0, output: 298 },
      stopReason: 'stop',
      ended: 'complete',
    },
  },
  {
    name: 'a chat with Ollama that an error ends',
    wire: 'ollama',
    type: LINES,
    body: '{"model":"qwen3","message":{"content":"a"},"done":false}\n{"error":"an error was encountered while running the model"}\n',
    says: { ended: 'error', error: { type: 'error' } },
  },
  {
    name: 'an answer of Ollama in one piece',
    wire: 'ollama',
    type: `${JSON_TYPE}; charset=utf-8`,
    body: '{"model":"qwen3","response":"x","done":true,"done_reason":"length","context":[1,2],"prompt_eval_count":4,"eval_count":5}',
    says: {
      model: 'qwen3',
      usage: { input: 4, cacheRead: 0, cacheWrite: 0, output: 5 },
      stopReason: 'length',
      ended: 'complete',
    },
  },
  {
    name: 'embeddings of Ollama',
    wire: 'ollama',
    type: JSON_TYPE,
    body: '{"model":"all-minilm","embeddings":[[0.01,-0.02]],"total_duration":14,"prompt_eval_count":8}',
    says: {
      model: 'all-minilm',
      usage: { input: 8, cacheRead: 0, cacheWrite: 0, output: 0 },
      ended: 'complete',
    },
  },
];
