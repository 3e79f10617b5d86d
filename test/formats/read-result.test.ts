import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, withParts } from '../../src/context/context.js';
import { codexSession } from '../../src/formats/codex-session.js';
import { openaiResponses } from '../../src/formats/openai-responses.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const tokenizer = tokenizerFor('gpt-5');

const call = { type: 'function_call', call_id: 'c', name: 'shell', arguments: '{"command":["make"]}' };

function request(output: unknown, asked: object = call): string {
  return JSON.stringify({
    model: 'gpt-5',
    input: [asked, { type: 'function_call_output', call_id: 'c', output }],
  });
}

const resultsIn = (body: string) =>
  partsOf(openaiResponses.decode(body)).filter((part) => part.kind === 'tool_result');
const textsIn = (output: unknown) => resultsIn(request(output)).map(({ text }) => text);

function rewritten(body: string, change: (text: string) => string): string {
  const context = openaiResponses.decode(body);
  const parts = partsOf(context).map((part) =>
    part.kind === 'tool_result' ? { ...part, text: change(part.text) } : part,
  );
  return openaiResponses.encode(body, withParts(context, parts));
}

const outputOf = (body: string) => JSON.parse(body).input[1].output;

describe('a result that is JSON with what was printed in it', () => {
  it.each([
    ['{"output":"a\\nb","metadata":{"exit_code":0,"duration_seconds":0.1}}', ['a\nb']],
    ['{"metadata":{"exit_code":1},"output":"failed"}', ['failed']],
    ['{"chunk_id":"f0","wall_time_seconds":0.2,"exit_code":0,"original_token_count":9,"output":"a"}', ['a']],
    ['{ "stdout" : "a", "stderr" : "b", "exit_code" : 2 }', ['a', 'b']],
    ['{"stdout":"a","stderr":"","interrupted":false,"isImage":false}', ['a']],
    ['[{"type":"text","text":"{\\"id\\": 1}"},{"type":"text","text":"b"}]', ['{"id": 1}', 'b']],
    ['{"content":[{"type":"text","text":"a"},{"type":"image","data":"iVBO"}],"isError":false}', ['a']],
  ])('is read as that: %s', (output, texts) => {
    expect(textsIn(output)).toEqual(texts);
  });

  it.each([
    'output: "a"',
    '{"output":"cut off',
    '{"output":"a","output":"b"}',
    '{"output":"dist","minify":true}',
    '{"output":{"text":"a"}}',
    '{"exit_code":1}',
    '{"output":"a","metadata":{"exit_code":1}} and more',
    '[{"type":"text","text":"a","id":7}]',
    '[{"type":"issue","text":"a"}]',
    '[{"text":"a"}]',
    '{"content":[{"type":"text","text":"a"}],"structuredContent":{"a":1}}',
    '{"content":[{"type":"text","text":"a"}],"nextCursor":"7"}',
    '[]',
    '{}',
  ])('is read as a whole if it may be something else: %s', (output) => {
    expect(textsIn(output)).toEqual([output]);
  });

  it('has a place for each text', () => {
    const output = '{"stdout":"a","stderr":"b","exit_code":0}';
    expect(partsOf(openaiResponses.decode(request(output))).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'input.0.arguments tool_call',
      'input.1.output#around.0 opaque',
      'input.1.output#stdout tool_result',
      'input.1.output#around.1 opaque',
      'input.1.output#stderr tool_result',
      'input.1.output#around.2 opaque',
    ]);
  });

  it('keeps all around a text that changed to the letter', () => {
    const output = '{"output" :"a", "metadata":{"exit_code":  3,"duration_seconds":1e-1}}';
    const after = outputOf(rewritten(request(output), () => 'says "x"\n\\ \u2028 \ud800'));
    expect(after).toBe(
      '{"output" :"says \\"x\\"\\n\\\\ \u2028 \\ud800", "metadata":{"exit_code":  3,"duration_seconds":1e-1}}',
    );
  });

  it('knows a failure by its exit code', () => {
    const failed = (output: string) => resultsIn(request(output))[0]!.tool?.isError === true;
    expect(failed('{"output":"a","metadata":{"exit_code":0}}')).toBe(false);
    expect(failed('{"output":"a","metadata":{"exit_code":127}}')).toBe(true);
    expect(failed('{"exit_code":-1,"output":"a"}')).toBe(true);
    expect(failed('{"content":[{"type":"text","text":"a"}],"isError":true}')).toBe(true);
  });

  it('gives back to the byte what it reads, in any notation', () => {
    const escaped = (text: string) =>
      Array.from({ length: text.length }, (_, at) =>
        at % 3 === 0
          ? `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`
          : JSON.stringify(text[at]).slice(1, -1),
      ).join('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.nat(), (a, b, code) => {
        const output = `{"stdout":"${escaped(a)}", "exit_code":${code},"stderr":${JSON.stringify(b)}}`;
        const body = request('TO COME').replace('"TO COME"', `"${escaped(output)}"`);
        expect(openaiResponses.encode(body, openaiResponses.decode(body))).toBe(body);
        const after = JSON.parse(outputOf(rewritten(body, (text) => `${text}!`)));
        expect(after).toEqual({
          stdout: a === '' ? '' : `${a}!`,
          stderr: b === '' ? '' : `${b}!`,
          exit_code: code,
        });
      }),
    );
  });

  it('is read in each block of what a script printed', () => {
    const output = [
      { type: 'input_text', text: 'Script completed\nWall time 0.1 seconds\nOutput:\n' },
      { type: 'input_text', text: '{"chunk_id":"a","exit_code":0,"output":"one"}' },
      { type: 'input_text', text: '{"chunk_id":"b","exit_code":1,"output":"two"}' },
    ];
    expect(textsIn(output)).toEqual(['one', 'two']);
  });

  it('is read in a session file', () => {
    const payload = {
      type: 'function_call_output',
      call_id: 'c',
      output: '{"output":"a","metadata":{"exit_code":0}}',
    };
    const body = `${JSON.stringify({ timestamp: 't', type: 'response_item', payload })}\n`;
    const context = codexSession.decode(body);
    expect(partsOf(context)[1]).toMatchObject({ id: 'line-1.payload.output#output', text: 'a' });
    expect(codexSession.encode(body, context)).toBe(body);
  });

  it('gets the savings of what it holds, and stays as it is the second time', async () => {
    const passed = Array.from({ length: 120 }, (_, at) => `tests/test_pond.py::test_${at} PASSED`);
    const failed = 'tests/test_pond.py::test_frog FAILED';
    const printed = [...passed, failed, 'E   assert 41 == 42', '1 failed, 120 passed in 3.10s'].join('\n');
    const body = request(JSON.stringify({ output: printed, metadata: { exit_code: 1 } }), {
      ...call,
      arguments: '{"command":["pytest","-v"]}',
    });
    const { context } = await optimize(openaiResponses.decode(body), { level: 'balanced', tokenizer });
    const after = openaiResponses.encode(body, context);
    const result = JSON.parse(outputOf(after));
    expect(result.metadata).toEqual({ exit_code: 1 });
    for (const fact of [failed, 'E   assert 41 == 42', '1 failed, 120 passed']) {
      expect(result.output).toContain(fact);
    }
    expect(tokenizer.count(after)).toBeLessThan(tokenizer.count(body) / 3);
    const again = await optimize(openaiResponses.decode(after), { level: 'balanced', tokenizer });
    expect(openaiResponses.encode(after, again.context)).toBe(after);
  });

  it('takes a time that grows with its length only', () => {
    const long = '\\"'.repeat(200_000);
    const output = `[${Array.from({ length: 20_000 }, () => '{"type":"text","text":"a"}').join(',')}]`;
    expect(textsIn(`{"output":"${long}","exit_code":0}`)[0]).toHaveLength(200_000);
    expect(textsIn(output)).toHaveLength(20_000);
    expect(textsIn(`{"output":${'['.repeat(100_000)}`)).toHaveLength(1);
  });
});
