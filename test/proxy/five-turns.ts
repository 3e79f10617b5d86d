import { log, numbered, rows, source } from './sample-conversation.js';

/** What an agent did: a call, and what it came to. */
interface Act {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
  readonly output: string;
}

/** A repetitive log, an array of JSON, and a file that is read twice. */
export const acts: readonly Act[] = [
  { id: 'call_1', name: 'Bash', input: { command: 'cat mill.log' }, output: log(1, 60) },
  { id: 'call_2', name: 'Bash', input: { command: 'curl -s localhost/items' }, output: rows(2, 24) },
  { id: 'call_3', name: 'Read', input: { file_path: 'src/cart.ts' }, output: numbered(source(1, 0)) },
  { id: 'call_4', name: 'Read', input: { file_path: 'src/cart.ts' }, output: numbered(source(1, 0)) },
];

const TASK = 'Find out why the mill fails.';
const DONE = 'It was the connection. Shall I go on?';
const THANKS = 'Yes, please.';

/** The body of the request after so many of the acts; after the fifth turn the user spoke again. */
export type WriteTurn = (turn: number) => unknown;

const until = (turn: number) => acts.slice(0, turn);

const claude: WriteTurn = (turn) => ({
  model: 'claude-sonnet-4-5',
  max_tokens: 1000,
  stream: true,
  system: [{ type: 'text', text: 'You are careful.', cache_control: { type: 'ephemeral' } }],
  tools: [{ name: 'Bash', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: TASK },
    ...until(turn).flatMap(({ id, name, input, output }, at) => [
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
          { type: 'tool_use', id, name, input },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: id,
            content: output,
            ...(at === turn - 1 ? { cache_control: { type: 'ephemeral' } } : {}),
          },
        ],
      },
    ]),
    ...(turn > acts.length
      ? [
          { role: 'assistant', content: DONE },
          { role: 'user', content: THANKS },
        ]
      : []),
  ],
});

const chat: WriteTurn = (turn) => ({
  model: 'gpt-5.1',
  messages: [
    { role: 'system', content: 'You are careful.' },
    { role: 'user', content: TASK },
    ...until(turn).flatMap(({ id, name, input, output }) => [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } }],
      },
      { role: 'tool', tool_call_id: id, content: output },
    ]),
    ...(turn > acts.length
      ? [
          { role: 'assistant', content: DONE },
          { role: 'user', content: THANKS },
        ]
      : []),
  ],
  tools: [{ type: 'function', function: { name: 'Bash', parameters: { type: 'object' } } }],
});

const responses: WriteTurn = (turn) => ({
  model: 'gpt-5.1-codex',
  instructions: 'You are careful.',
  store: false,
  input: [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: TASK }] },
    ...until(turn).flatMap(({ id, name, input, output }) => [
      { type: 'reasoning', summary: [], encrypted_content: 'c2Vj' },
      { type: 'function_call', call_id: id, name, arguments: JSON.stringify(input) },
      { type: 'function_call_output', call_id: id, output },
    ]),
    ...(turn > acts.length
      ? [
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: DONE }] },
          { type: 'message', role: 'user', content: [{ type: 'input_text', text: THANKS }] },
        ]
      : []),
  ],
  tools: [{ type: 'function', name: 'Bash', parameters: { type: 'object' } }],
});

const ollama: WriteTurn = (turn) => ({
  model: 'qwen3:8b',
  messages: [
    { role: 'user', content: TASK },
    ...until(turn).flatMap(({ name, input, output }) => [
      { role: 'assistant', content: '', tool_calls: [{ function: { name, arguments: input } }] },
      { role: 'tool', tool_name: name, content: output },
    ]),
    ...(turn > acts.length
      ? [
          { role: 'assistant', content: DONE },
          { role: 'user', content: THANKS },
        ]
      : []),
  ],
  stream: true,
});

export const dialects = { claude, chat, responses, ollama } as const;
