import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { formatOf } from '../../src/formats/formats.js';
import { openaiResponses } from '../../src/formats/openai-responses.js';

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures/formats', name), 'utf8');
}

describe('openai-responses', () => {
  it('reads tools, instructions and every kind of item', () => {
    const rows = partsOf(openaiResponses.decode(fixture('responses-agent.json'))).map(
      ({ id, kind, role, editable, tool }) =>
        `${id} ${kind} ${role}${editable ? '' : ' read-only'}${tool ? ` ${tool.name}` : ''}`,
    );
    expect(rows).toEqual([
      'tools.0 tool_definition system read-only exec_command',
      'tools.1 tool_definition system read-only apply_patch',
      'tools.2 tool_definition system read-only agents',
      'tools.3 tool_definition system read-only web_search',
      'instructions system system',
      'input.0.content.0.text system system',
      'input.1.content.0.text text user',
      'input.1.content.1 opaque user read-only',
      'input.2 opaque assistant read-only',
      'input.3.content.0.text text assistant',
      'input.3.content.1 opaque assistant read-only',
      'input.4.arguments tool_call assistant read-only exec_command',
      'input.5.input tool_call assistant read-only apply_patch',
      'input.6.output tool_result tool exec_command',
      'input.7.output.0.text tool_result tool apply_patch',
      'input.7.output.1 opaque tool read-only apply_patch',
      'input.8.action tool_call assistant read-only local_shell',
      'input.9.output tool_result tool local_shell',
      'input.10.action tool_call assistant read-only shell',
      'input.11.output.0.stdout tool_result tool shell',
      'input.11.output.0.stderr tool_result tool shell',
      'input.11.output.1.stdout tool_result tool shell',
      'input.11.output.1.stderr tool_result tool shell',
      'input.12.operation tool_call assistant read-only apply_patch',
      'input.13.output tool_result tool apply_patch',
      'input.14.arguments tool_call assistant read-only find',
      'input.14.output tool_result tool read-only find',
      'input.15.action tool_call assistant read-only web_search',
      'input.16.output opaque tool read-only ',
      'input.17 opaque assistant read-only',
      'input.18 opaque assistant read-only',
      'input.19 opaque assistant read-only',
      'input.20.content text assistant',
    ]);
  });

  it('gives a result the name and input of its call, and says if it failed', () => {
    const results = partsOf(openaiResponses.decode(fixture('responses-agent.json'))).filter(
      (part) => part.kind === 'tool_result',
    );
    const tools = new Map(results.map((part) => [part.id, part.tool]));
    expect(tools.get('input.6.output')).toEqual({
      callId: 'call_1',
      name: 'exec_command',
      input: { cmd: 'npm test' },
    });
    expect(tools.get('input.9.output')).toMatchObject({ input: { command: ['ls', 'src'] } });
    expect(tools.get('input.13.output')).toMatchObject({ isError: true, input: { path: 'src/cart.ts' } });
    expect(tools.get('input.14.output')).toEqual({ callId: 'mcp_1', name: 'find', input: { q: 'cart' } });
  });

  it('reads tools that are an item, and what a script ran and printed', () => {
    const parts = partsOf(openaiResponses.decode(fixture('responses-scripted-agent.json')));
    expect(parts.map(({ id, kind, role }) => `${id} ${kind} ${role}`)).toEqual([
      'input.0.tools.0 tool_definition system',
      'input.0.tools.1 tool_definition system',
      'input.1.content.0.text system system',
      'input.2.content.0.text text user',
      'input.3.input tool_call assistant',
      'input.4.output.0 opaque tool',
      'input.4.output.1.text tool_result tool',
      'input.5.input tool_call assistant',
      'input.6.output.0 opaque tool',
      'input.6.output.1.text tool_result tool',
      'input.6.output.2.text tool_result tool',
    ]);
    expect(parts[0]?.tool?.name).toBe('functions');
    expect(parts[6]?.tool).toEqual({
      callId: 'call_1',
      name: 'exec_command',
      input: { cmd: 'cat src/pond.ts' },
    });
    expect(parts[9]?.tool).toEqual({
      callId: 'call_2',
      name: 'exec',
      input: { cmd: 'npm test\nls' },
      isError: true,
    });
  });

  it('keeps an item whole that has a role and no content, and that it does not know', () => {
    const body = '{"model":"m","store":false,"input":[{"type":"notice","role":"developer","level":2}]}';
    expect(partsOf(openaiResponses.decode(body)).map(({ kind, text }) => [kind, text])).toEqual([
      ['opaque', '{"type":"notice","role":"developer","level":2}'],
    ]);
  });

  it('reads a string as the user’s words', () => {
    const context = openaiResponses.decode(fixture('responses-string.json'));
    expect(context.model).toBe('gpt-5');
    expect(context.messages.map(({ role, parts }) => [role, parts[0]?.text])).toEqual([
      ['user', 'And now in French, please.'],
    ]);
  });

  it.each([
    ['only a model and a string', '{"model":"gpt-5","input":"Hello"}', 'openai-responses'],
    ['only messages', '{"input":[{"role":"user","content":"a"}]}', 'openai-responses'],
    [
      'only an output',
      '{"previous_response_id":"r","input":[{"type":"function_call_output","output":""}]}',
      'openai-responses',
    ],
    ['fields of the API', '{"model":"gpt-5","input":[],"store":false}', 'openai-responses'],
    ['a list of strings', '{"model":"gpt-5","input":["a","b"]}', 'text'],
    ['an encoding', '{"model":"embed","input":"a","encoding_format":"float"}', 'text'],
    ['a voice', '{"model":"tts","input":"a","voice":"b","stream":true}', 'text'],
    ['a role and no content', '{"input":[{"role":"admin","name":"a"}]}', 'text'],
    ['several of them, one a line', '{"model":"m","input":"a"}\n{"model":"m","input":"b"}', 'text'],
    [
      'messages beside it',
      '{"model":"m","max_tokens":1,"input":"a","messages":[{"role":"user","content":"a"}]}',
      'anthropic-messages',
    ],
  ])('is told by %s', (_name, body, format) => {
    expect(formatOf(body).name).toBe(format);
  });

  it.each([
    ['an input that is a number', '{"model":"m","store":true,"input":5}', 'input is a number; a string or'],
    ['instructions', '{"model":"m","instructions":5,"input":"a"}', 'instructions is a number; a string'],
    [
      'an item that is a string',
      '{"model":"m","store":true,"input":[{"role":"user","content":"a"},"b"]}',
      'input[1] is a string',
    ],
    [
      'a content',
      '{"input":[{"role":"user","content":5}]}',
      'input[0].content is a number; a string or an array of blocks was expected (line 1, column 36).',
    ],
  ])('names the place of %s that is wrong', (_name, body, message) => {
    expect(formatOf(body)).toBe(openaiResponses);
    expect(() => openaiResponses.decode(body)).toThrow(message);
  });
});
