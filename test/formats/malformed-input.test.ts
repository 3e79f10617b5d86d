import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { CtxoptError } from '../../src/errors.js';
import { formatOf } from '../../src/formats/formats.js';

function refusal(body: string): string {
  try {
    formatOf(body).decode(body);
  } catch (thrown) {
    if (thrown instanceof CtxoptError && thrown.code === 'invalid_input' && thrown.hint)
      return thrown.message;
    throw thrown;
  }
  throw new Error('it was accepted');
}

const message = '{"role":"user","content":"a"}';

describe('malformed input', () => {
  it.each([
    [
      'a content that is a number',
      '{"messages":[{"role":"user","content":5}]}',
      'messages[0].content is a number; a string or an array of blocks was expected (line 1, column 39).',
    ],
    [
      'a content that is missing',
      `[${message},{"role":"user"}]`,
      'messages[1] has no "content"; a string or an array of blocks was expected',
    ],
    [
      'a role that is unknown',
      `[${message},{"role":"robot","content":""}]`,
      'messages[1].role is a string; one of system',
    ],
    [
      'a message that is a string',
      `[${message},"hello"]`,
      'messages[1] is a string; a message with "role" and "content" was expected',
    ],
    [
      'messages that are a string',
      '{"model":"m","max_tokens":9,"messages":"hello"}',
      'messages is a string; an array of messages was expected',
    ],
    ['a block that is a string', '[{"role":"user","content":["a"]}]', 'messages[0].content[0] is a string'],
    [
      'a text block without text',
      '[{"role":"user","content":[{"type":"text"}]}]',
      'messages[0].content[0] has no "text"; a string was expected',
    ],
    [
      'a text that is null',
      '[{"role":"user","content":[{"type":"text","text":null}]}]',
      'messages[0].content[0].text is null; a string was expected',
    ],
    [
      'a result without its id',
      '[{"role":"user","content":[{"type":"tool_result"}]}]',
      'messages[0].content[0] has no "tool_use_id"',
    ],
    [
      'a tool message without its id',
      `[${message},{"role":"tool","content":""}]`,
      'messages[1] has no "tool_call_id"',
    ],
    [
      'a call without its id',
      '[{"role":"assistant","content":[{"type":"tool_use"}]}]',
      'messages[0].content[0] has no "id"',
    ],
    [
      'tool_calls that are an object',
      '[{"role":"assistant","tool_calls":{}}]',
      'messages[0].tool_calls is an object; an array was expected',
    ],
    [
      'tools that are a string',
      `{"tools":"all","messages":[${message}]}`,
      'tools is a string; an array of tool definitions was expected',
    ],
    ['a system prompt that is a number', `{"system":1,"messages":[${message}]}`, 'system is a number'],
    [
      'a trailing comma',
      `{"messages":[${message},]}`,
      'Here stands "]"; a JSON value was expected (line 1, column 44).',
    ],
    [
      'a comma that is missing',
      `{"model":"m" "messages":[${message}]}`,
      'Here stands "\\""; "," or "}" was expected (line 1, column 14).',
    ],
    [
      'a key without quotes',
      `{model:"m",\n"messages":[${message}]}`,
      'Here stands "m"; a member name in double quotes was expected',
    ],
    ['a request that is cut off', `{"messages":[${message}`, 'The JSON ends here; "," or "]" was expected'],
    ['a string that is cut off', '{"messages":[{"role":"user","content":"abc', 'A JSON string is not closed'],
    [
      'a raw line break',
      '{"messages":[\n{"role":"user","content":"a\nb"}]}',
      'control character (line 2, column 28).',
    ],
    ['an unknown escape', '[{"role":"user","content":"\\x41"}]', 'unknown escape'],
    [
      'something after the end',
      `[${message}] and more`,
      'Here stands "a"; the end of the JSON document was expected',
    ],
    [
      'a transcript’s only turn, without content',
      `{"type":"summary"}\n{"type":"user","message":{"role":"user"}}\n{}`,
      'line-2.message has no "content"',
    ],
  ])('names the place of %s', (_name, body, expected) => {
    expect(refusal(body)).toContain(expected);
  });

  it.each([
    ['in a message', `{"messages":[{"role":"user","content":${'['.repeat(100_000)}`],
    ['that close again', `[{"role":"user","content":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`],
    ['in a transcript', `{"type":"user","message":{"role":"user","content":${'{"a":'.repeat(100_000)}\n{}`],
  ])('refuses 100,000 brackets %s', (_name, body) => {
    expect(refusal(body)).toContain('nested deeper than 1000 levels');
  });

  it.each(['[', '{', '{"messages":', '[{', '"', '\\'])('takes 100,000 × %s for text', (unit) => {
    const body = unit.repeat(100_000);
    expect(formatOf(body).name).toBe('text');
    expect(partsOf(formatOf(body).decode(body))[0]?.text).toBe(body);
  });

  it('lives with arguments that are nested beyond reason', () => {
    const body = JSON.stringify([
      {
        role: 'assistant',
        tool_calls: [{ id: 'c', function: { name: 'f', arguments: '['.repeat(100_000) } }],
      },
    ]);
    expect(partsOf(formatOf(body).decode(body))[0]?.tool).toEqual({ callId: 'c', name: 'f' });
  });

  it('decodes 200,000 messages and a text of 20 MB', () => {
    const list = `[${Array(200_000).fill(message).join(',')}]`;
    expect(formatOf(list).decode(list).messages).toHaveLength(200_000);
    const long = `[{"role":"user","content":"${'\\n'.repeat(10_000_000)}"}]`;
    expect(partsOf(formatOf(long).decode(long))[0]?.text).toHaveLength(10_000_000);
  });
});
