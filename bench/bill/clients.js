// The same recorded session, as clients of several kinds send it.
import { openaiChat } from '../../dist/src/proxy/endpoints/openai-chat.js';

const CLAUDE = 'claude-sonnet-4-5';

export const CLIENTS = [
  {
    name: 'Claude, marked',
    turnsOf: ({ turns }) => turns.map((turn) => sentAs(turn, CLAUDE, (body) => body)),
  },
  { name: 'Claude, no marks', turnsOf: ({ turns }) => turns.map((turn) => sentAs(turn, CLAUDE, unmarked)) },
  { name: 'OpenAI, before GPT-5.6', turnsOf: ({ turns }) => turns.map((turn) => asChat(turn, 'gpt-5.1')) },
  { name: 'OpenAI, GPT-5.6', turnsOf: ({ turns }) => turns.map((turn) => asChat(turn, 'gpt-5.6-sol')) },
];

function sentAs(turn, model, change) {
  const body = () => Buffer.from(JSON.stringify({ ...change(JSON.parse(turn.body().toString())), model }));
  // Each session begins with an empty cache.
  return { ...turn, model, body, before: undefined };
}

function unmarked(body) {
  return JSON.parse(JSON.stringify(body, (name, value) => (name === 'cache_control' ? undefined : value)));
}

function asChat(turn, model) {
  const write = ({ system = [], messages }) => ({
    messages: [
      ...system.map(({ text }) => ({ role: 'system', content: text })),
      ...messages.flatMap(({ role, content }) =>
        role === 'user' ? saidAsChat(content) : [answeredAsChat(content)],
      ),
    ],
  });
  return { ...sentAs(turn, model, write), endpoint: openaiChat };
}

function saidAsChat(content) {
  return content.map((block) =>
    block.type === 'tool_result'
      ? { role: 'tool', tool_call_id: block.tool_use_id, content: textIn(block.content) }
      : { role: 'user', content: block.type === 'text' ? block.text : JSON.stringify(block) },
  );
}

function textIn(content) {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .map((block) => (block.type === 'text' ? block.text : JSON.stringify(block)))
    .join('\n');
}

function answeredAsChat(content) {
  const text = content.filter(({ type }) => type === 'text').map((block) => block.text);
  const calls = content.filter(({ type }) => type === 'tool_use');
  return {
    role: 'assistant',
    content: text.length > 0 ? text.join('\n') : null,
    ...(calls.length > 0
      ? {
          tool_calls: calls.map(({ id, name, input }) => ({
            id,
            type: 'function',
            function: { name, arguments: JSON.stringify(input) },
          })),
        }
      : {}),
  };
}
