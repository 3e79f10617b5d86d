import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { ollamaChat } from '../../src/formats/ollama-chat.js';

const body = readFileSync(path.join(import.meta.dirname, '../fixtures/formats/ollama-agent.json'), 'utf8');

describe('ollama-chat', () => {
  it('reads tools, messages, calls and results', () => {
    const rows = partsOf(ollamaChat.decode(body)).map(
      ({ id, kind, role, editable, tool }) =>
        `${id} ${kind} ${role}${editable ? '' : ' read-only'}${tool ? ` ${tool.name}` : ''}`,
    );
    expect(rows).toEqual([
      'tools.0 tool_definition system read-only read_file',
      'messages.0.content system system',
      'messages.1.content text user',
      'messages.1.images.0 opaque user read-only',
      'messages.2.thinking opaque assistant read-only',
      'messages.2.content text assistant',
      'messages.2.tool_calls.0.function.arguments tool_call assistant read-only read_file',
      'messages.2.tool_calls.1.function.arguments tool_call assistant read-only list_files',
      'messages.2.tool_calls.2.function.arguments tool_call assistant read-only read_file',
      'messages.3.content tool_result tool list_files',
      'messages.4.content tool_result tool read_file',
      'messages.5.content tool_result tool read_file',
      'messages.6.content tool_result tool search',
      'messages.7.content text assistant',
    ]);
    expect(ollamaChat.decode(body).model).toBe('qwen3:8b');
  });

  it('joins results with calls by id, else by name and order', () => {
    const inputs = partsOf(ollamaChat.decode(body))
      .filter(({ kind }) => kind === 'tool_result')
      .map(({ tool }) => tool?.input);
    expect(inputs).toEqual([{ path: 'logs' }, { path: 'logs/app.log' }, { path: 'src/cart.ts' }, undefined]);
  });

  it.each([
    ['{"model":"m","prompt":"a"}', 'has no "messages"'],
    ['{"messages":{}}', 'messages is an object'],
    ['{"messages":[{"content":"a"}]}', 'messages[0] has no "role"'],
    ['{"messages":[{"role":"robot","content":"a"}]}', 'messages[0].role is a string; one of'],
    ['{"messages":[{"role":"user","content":[]}]}', 'messages[0].content is an array'],
    ['{"messages":[{"role":"assistant","tool_calls":[{}]}]}', 'tool_calls[0] has no "function"'],
  ])('refuses %s and says where', (wrong, message) => {
    expect(() => ollamaChat.decode(wrong)).toThrow(message);
  });
});
