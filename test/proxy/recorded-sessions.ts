/** Sessions small enough to bill by hand. `and(n)` is n tokens of o200k_base. */
export const and = (tokens: number) => ' and'.repeat(tokens);
export const or = (tokens: number) => ' or'.repeat(tokens);

const lines = (objects: readonly object[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

const START = Date.UTC(2026, 10, 21, 12);

/**
 * Two requests to GPT-5.1, so many milliseconds apart: 2,000 tokens; then the same, an answer of 100, and 300 more.
 * Prices a million: input 1.25, from the cache 0.125, output 10. The cache holds whole steps of 128.
 */
export function chatLines(gap?: number): string {
  const first = { role: 'user', content: and(2000) };
  const answer = { role: 'assistant', content: or(100) };
  const second = { role: 'user', content: and(300) };
  const bodies = [[first], [first, answer, second]].map((messages) => ({ model: 'gpt-5.1', messages }));
  if (gap === undefined) return lines(bodies);
  return lines(bodies.map((body, index) => ({ time: new Date(START + index * gap).toISOString(), body })));
}

/** The second of those requests alone. */
export const oneRequest = chatLines().trimEnd().split('\n')[1]!;

/** 2,000 × 1.25 + 100 × 10, then 1,920 × 0.125 (fifteen steps of 128) + 480 × 1.25. */
export const CHAT_COST = (2500 + 1000 + 240 + 600) / 1e6;
/** The same, and nothing is read. */
export const CHAT_COST_EXPIRED = (2500 + 1000 + 3000) / 1e6;

/**
 * Claude Sonnet 4.5, whose tokens count as 1.2 of o200k_base: 1,200 tokens of a task behind what was billed as 4,800
 * more, an answer of 120, 600 tokens said back, an answer of 12. Prices a million: input 3, written 3.75, read 0.3,
 * output 15.
 * @param cached tokens that the first request is billed to have read from the cache
 * @param last usage of the second request
 */
export function transcript({
  result = and(500),
  hour = false,
  cached: read = 0,
  last = undefined as object | undefined,
} = {}): string {
  const line = (seconds: number, type: string, message: object) => ({
    type,
    isSidechain: false,
    timestamp: new Date(START + seconds * 1000).toISOString(),
    message,
  });
  const written = 5997 - read;
  const cached = {
    ephemeral_5m_input_tokens: hour ? 0 : written,
    ephemeral_1h_input_tokens: hour ? written : 0,
  };
  const usage = {
    input_tokens: 3,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: cached,
    output_tokens: 1,
  };
  const model = 'claude-sonnet-4-5-20250929';
  return lines([
    line(0, 'user', { role: 'user', content: and(1000) }),
    line(5, 'assistant', {
      id: 'msg_1',
      role: 'assistant',
      model,
      usage,
      content: [{ type: 'text', text: or(50) }],
    }),
    line(6, 'assistant', {
      id: 'msg_1',
      role: 'assistant',
      model,
      usage: { ...usage, output_tokens: 7 },
      content: [{ type: 'text', text: or(50) }],
    }),
    line(20, 'user', { role: 'user', content: [{ type: 'text', text: result }] }),
    line(25, 'assistant', {
      id: 'msg_2',
      role: 'assistant',
      model,
      ...(last ? { usage: last } : {}),
      content: [{ type: 'text', text: or(10) }],
    }),
  ]);
}

/** Tokens of what stands in for the system prompt: the window's name, and 4,000 words, times 1.2. */
const BASE = 4802;

/** Written 6,002 and answered 120; then read 6,002, written 120 + 600, and answered 12. */
export const TRANSCRIPT_COST =
  ((BASE + 1200) * 3.75 + 120 * 15 + (BASE + 1200) * 0.3 + 720 * 3.75 + 12 * 15) / 1e6;

/**
 * Of 4,800 tokens in place of the system prompt 3,600 are there from an earlier session: two texts stand in for it, whose
 * names count 1.2 more each. Read 3,602 and written 1,202 + 1,200, answered 120; then read 6,004, written 720, answered 12.
 */
export const WARM_TRANSCRIPT_COST =
  (3602 * 0.3 + (1202 + 1200) * 3.75 + 120 * 15 + 6004 * 0.3 + 720 * 3.75 + 12 * 15) / 1e6;

/** A session of Codex with GPT-5-codex: a call, its output, and a word to end with. @param output of the tool */
export function rollout(output: string): string {
  const line = (type: string, payload: object) => ({
    timestamp: new Date(START).toISOString(),
    type,
    payload,
  });
  const item = (payload: object) => line('response_item', payload);
  return lines([
    line('session_meta', { id: 's1', base_instructions: { text: and(1500) } }),
    line('turn_context', { model: 'gpt-5-codex' }),
    item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Look.' }] }),
    item({ type: 'function_call', name: 'shell', arguments: '{"command":"cat mill.log"}', call_id: 'c1' }),
    item({ type: 'function_call_output', call_id: 'c1', output }),
    line('event_msg', {
      type: 'token_count',
      info: { last_token_usage: { input_tokens: 9000, cached_input_tokens: 0, output_tokens: 20 } },
    }),
    item({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] }),
  ]);
}
