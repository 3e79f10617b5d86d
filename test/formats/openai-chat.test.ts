import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { formatOf } from '../../src/formats/formats.js';
import { openaiChat } from '../../src/formats/openai-chat.js';

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures/formats', name), 'utf8');
}

describe('openai-chat', () => {
  it('reads tools, messages, calls and results', () => {
    const rows = partsOf(openaiChat.decode(fixture('openai-agent.json'))).map(
      ({ id, kind, role, editable, tool }) =>
        `${id} ${kind} ${role}${editable ? '' : ' read-only'}${tool ? ` ${tool.name}` : ''}`,
    );
    expect(rows).toEqual([
      'tools.0 tool_definition system read-only read_file',
      'tools.1 tool_definition system read-only patch',
      'messages.0.content system system',
      'messages.1.content.0.text text user',
      'messages.1.content.1 opaque user read-only',
      'messages.2.tool_calls.0.function.arguments tool_call assistant read-only read_file',
      'messages.2.tool_calls.1.custom.input tool_call assistant read-only patch',
      'messages.3.content tool_result tool read_file',
      'messages.4.content.0.text tool_result tool patch',
      'messages.5.reasoning_content opaque assistant read-only',
      'messages.5.content text assistant',
    ]);
  });

  it('parses arguments, and lives with those that are no JSON', () => {
    const [read, patch] = partsOf(openaiChat.decode(fixture('openai-agent.json'))).filter(
      (part) => part.kind === 'tool_result',
    );
    expect(read?.tool).toEqual({ callId: 'call_a', name: 'read_file', input: { path: 'src/cart.ts' } });
    expect(patch?.tool).toEqual({ callId: 'call_b', name: 'patch' });
  });

  it('reads the older functions', () => {
    const parts = partsOf(openaiChat.decode(fixture('openai-functions.json')));
    expect(parts.map((part) => `${part.kind} ${part.tool?.name ?? ''}`)).toEqual([
      'tool_definition sum',
      'system ',
      'tool_call sum',
      'tool_result sum',
    ]);
  });

  it.each([
    [
      'a tool message',
      '{"messages":[{"role":"user","content":"a"},{"role":"tool","tool_call_id":"c","content":"b"}]}',
      'openai-chat',
    ],
    ['a leading system message', '{"messages":[{"role":"system","content":"a"}]}', 'openai-chat'],
    [
      'tools with a function',
      '{"tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"a"}]}',
      'openai-chat',
    ],
    [
      'tools without one',
      '{"tools":[{"name":"f"}],"messages":[{"role":"user","content":"a"}]}',
      'anthropic-messages',
    ],
    [
      'a system prompt of its own',
      '{"messages":[{"role":"user","content":"a"}],"system":""}',
      'anthropic-messages',
    ],
  ])('is told from Anthropic’s by %s', (_name, body, format) => {
    expect(formatOf(body).name).toBe(format);
  });
});
