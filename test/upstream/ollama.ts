import { type Dialect, pieces, promptTokens, type Reply } from './dialect.js';

const CREATED = '2026-01-01T00:00:00Z';

/** `/api/chat` and `/api/generate`: they differ in where the text stands. Streams unless told not to. */
export function ollama(form: 'chat' | 'generate'): Dialect {
  const part = ({ model }: Reply, said: object) => ({ model, created_at: CREATED, ...said });
  const spoken = (content: string, more: object = {}) =>
    form === 'chat' ? { message: { role: 'assistant', content, ...more } } : { response: content };
  const last = (reply: Reply) => ({
    done: true,
    done_reason: 'stop',
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: promptTokens(reply.usage),
    prompt_eval_duration: 2_000_000,
    eval_count: reply.usage.output,
    eval_duration: 2_000_000,
  });
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  return {
    streamType: 'application/x-ndjson',
    isStream: ({ stream }) => stream !== false,
    document: (reply) => {
      const tools = calls(reply);
      const more = tools.length > 0 ? { tool_calls: tools } : {};
      return part(reply, { ...spoken(textOf(reply), more), ...last(reply) });
    },
    events: (reply) => [
      ...pieces(textOf(reply)).map((piece) => line(part(reply, { ...spoken(piece), done: false }))),
      ...calls(reply).map((one) => line(part(reply, { ...spoken('', { tool_calls: [one] }), done: false }))),
      line(part(reply, { ...spoken(''), ...last(reply) })),
    ],
    error: (_, message) => ({ error: message }),
    errorEvent: (_, message) => line({ error: message }),
  };
}

function textOf({ parts }: Reply): string {
  return parts.map((one) => (one.type === 'text' ? one.text : '')).join('');
}

function calls({ parts }: Reply) {
  return parts.flatMap((one) =>
    one.type === 'tool' ? [{ function: { name: one.name, arguments: one.input } }] : [],
  );
}
