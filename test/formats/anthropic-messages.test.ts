import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { anthropicMessages } from '../../src/formats/anthropic-messages.js';

const agent = readFileSync(
  path.join(import.meta.dirname, '../fixtures/formats/anthropic-agent.json'),
  'utf8',
);

describe('anthropic-messages', () => {
  it('reads parts in the order of the prompt: tools, system, messages', () => {
    const rows = partsOf(anthropicMessages.decode(agent)).map(
      ({ id, kind, role, editable }) => `${id} ${kind} ${role}${editable ? '' : ' read-only'}`,
    );
    expect(rows).toEqual([
      'tools.0 tool_definition system read-only',
      'tools.1 tool_definition system read-only',
      'system.0.text system system',
      'system.1.text system system',
      'messages.0.content.0.text text user',
      'messages.0.content.1.text text user',
      'messages.1.content.0 opaque assistant read-only',
      'messages.1.content.1.text text assistant',
      'messages.1.content.2.input tool_call assistant read-only',
      'messages.1.content.3.input tool_call assistant read-only',
      'messages.2.content.0.content tool_result tool',
      'messages.2.content.1.content.0.text tool_result tool',
      'messages.2.content.1.content.1 opaque tool read-only',
      'messages.3.content system system',
      'messages.4.content.0 opaque assistant read-only',
      'messages.4.content.1.text text assistant',
      'messages.5.content.0 opaque user read-only',
      'messages.5.content.1.text text user',
      'messages.5.content.2.text text user',
    ]);
  });

  it('tells the model, and the roles of messages as on the wire', () => {
    const context = anthropicMessages.decode(agent);
    expect(context.model).toBe('claude-sonnet-4-5');
    expect(context.messages.map((message) => message.role)).toEqual([
      ...['system', 'system', 'user', 'assistant', 'user', 'system', 'assistant', 'user'],
    ]);
  });

  it('gives a result the name and input of its call, and says if it failed', () => {
    const results = partsOf(anthropicMessages.decode(agent)).filter((part) => part.kind === 'tool_result');
    expect(results.map((part) => part.tool)).toEqual([
      { callId: 'toolu_01', name: 'Read', input: { file_path: '/app/src/cart.ts' } },
      { callId: 'toolu_02', name: 'Bash', input: { command: 'npm test', timeout: 120000 }, isError: true },
    ]);
  });

  it('freezes everything up to the last cache mark', () => {
    const context = anthropicMessages.decode(agent);
    expect(partsOf(context)[context.frozen - 1]?.text).toBe('Go on.');
    expect(partsOf(context)[context.frozen]?.text).toBe('And hurry.');
  });

  it.each([
    ['no mark', '{"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}', 0],
    [
      'a mark that is null',
      '{"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":null}]}]}',
      0,
    ],
    [
      'a mark on a tool',
      '{"messages":[{"role":"user","content":"a"}],"tools":[{"name":"t","cache_control":{"type":"ephemeral"}},{"name":"u"}]}',
      1,
    ],
    [
      'a mark on the system prompt',
      '{"messages":[{"role":"user","content":"a"}],"system":[{"type":"text","text":"s","cache_control":{}}],"tools":[{"name":"t"}]}',
      2,
    ],
    [
      'a mark on an image',
      '{"messages":[{"role":"user","content":[{"type":"image","cache_control":{}},{"type":"text","text":"a"}]}]}',
      1,
    ],
    [
      'a mark inside a result',
      '{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"x","content":[{"type":"text","text":"a","cache_control":{}},{"type":"text","text":"b"}]}]}]}',
      1,
    ],
    [
      'a mark on the request',
      '{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}],"cache_control":{"type":"ephemeral"}}',
      2,
    ],
  ])('freezes rightly with %s', (_name, body, frozen) => {
    expect(anthropicMessages.decode(body).frozen).toBe(frozen);
  });

  it('takes the nearest earlier call when ids repeat', () => {
    const turn = (name: string) =>
      `{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"${name}","input":{}}]},` +
      '{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"x"}]}';
    const body = `{"messages":[${turn('first')},${turn('second')}]}`;
    const results = partsOf(anthropicMessages.decode(body)).filter((part) => part.kind === 'tool_result');
    expect(results.map((part) => part.tool?.name)).toEqual(['first', 'second']);
  });

  it('leaves blocks alone that are no words of a role nor a tool’s result, known or not', () => {
    const body = readFileSync(
      path.join(import.meta.dirname, '../fixtures/formats/anthropic-blocks.json'),
      'utf8',
    );
    const context = anthropicMessages.decode(body);
    const editable = partsOf(context).filter((part) => part.editable);
    expect(editable.map(({ id, role }) => `${id} ${role}`)).toEqual([
      'system system',
      'messages.0.content.0.text user',
      'messages.1.content.6.text assistant',
      'messages.2.content.1.content tool',
      'messages.3.content system',
      'messages.4.content user',
    ]);
    expect(partsOf(context)[context.frozen - 1]?.id).toBe('messages.2.content.1.content');
  });

  it('freezes what a mark on a message covers', () => {
    const body =
      '{"messages":[{"role":"user","content":"a","cache_control":{"type":"ephemeral"}},{"role":"user","content":"b"}]}';
    expect(anthropicMessages.decode(body).frozen).toBe(1);
  });
});
