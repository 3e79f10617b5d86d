import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf, withParts } from '../../src/context/context.js';
import { claudeCodeTranscript } from '../../src/formats/claude-code-transcript.js';

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures/formats', name), 'utf8');
}

const session = fixture('transcript.jsonl');

function user(content: string, more = ''): string {
  return `{"type":"user"${more},"message":{"role":"user","content":"${content}"}}`;
}

function textsOf(body: string): readonly string[] {
  return partsOf(claudeCodeTranscript.decode(body)).map((part) => part.text);
}

describe('claude-code-transcript', () => {
  it('reads what was sent, line by line, without what is the client’s own', () => {
    const context = claudeCodeTranscript.decode(session);
    expect(partsOf(context).map(({ id, kind, role }) => `${id} ${kind} ${role}`)).toEqual([
      'line-3.message.content text user',
      'line-4.message.content.0.input tool_call assistant',
      'line-6.message.content.0.content tool_result tool',
      'line-8.message.content.0.text text assistant',
    ]);
    expect(context.model).toBe('claude-sonnet-4-5');
  });

  it('changes the message and leaves toolUseResult as it is', () => {
    const context = claudeCodeTranscript.decode(session);
    const parts = partsOf(context).map((part) =>
      part.kind === 'tool_result' ? { ...part, text: 'short\n💡' } : part,
    );
    const after = claudeCodeTranscript.encode(session, withParts(context, parts));
    const line = JSON.parse(after.split('\n')[5]!);
    expect(line.message.content[0].content).toBe('short\n💡');
    expect(line.toolUseResult.file.content).toBe('export const total = 0;');
    expect(after.split('\n').length).toBe(session.split('\n').length);
  });

  it('leaves side chains out, for they fill another window', () => {
    expect(
      textsOf(
        `${user('main')}\n${user('side', ',"isSidechain":true')}\n${user('task', ',"parent_tool_use_id":"t"')}`,
      ),
    ).toEqual(['main']);
  });

  it('reads a file that is all side chain', () => {
    const side = ',"isSidechain":true';
    expect(textsOf(`${user('one', side)}\n${user('two', side)}`)).toEqual(['one', 'two']);
  });

  it('begins anew where the session was compacted', () => {
    const boundary = '{"type":"system","subtype":"compact_boundary"}';
    expect(textsOf(`${user('old')}\n${boundary}\n${user('summary')}\n${user('new')}`)).toEqual([
      'summary',
      'new',
    ]);
  });

  it('keeps a last line that is cut off, without reading it', () => {
    const body = `${user('one')}\n{"type":"user","message":{"role":"user","content":"tw`;
    expect(textsOf(body)).toEqual(['one']);
    expect(claudeCodeTranscript.encode(body, claudeCodeTranscript.decode(body))).toBe(body);
  });

  it('reads the whole lines of a torn file, and keeps the others', () => {
    const torn = fixture('transcript-torn.jsonl');
    expect(textsOf(torn)).toEqual(['one', 'a list of skills', 'two']);
    expect(claudeCodeTranscript.encode(torn, claudeCodeTranscript.decode(torn))).toBe(torn);
  });

  it('counts what the client attached, read only', () => {
    const file = '{"type":"text","file":{"filePath":"a.ts","content":"export {}"}}';
    const body = [
      `{"type":"attachment","attachment":{"type":"file","content":${file}}}`,
      '{"type":"attachment","attachment":{"type":"deltas","addedLines":["a"]}}',
      user('main'),
    ].join('\n');
    const rows = partsOf(claudeCodeTranscript.decode(body)).map(
      ({ id, role, text, editable }) => `${id} ${role} ${text}${editable ? '' : ' (read only)'}`,
    );
    expect(rows).toEqual([
      'line-1.attachment.content.file.content system export {} (read only)',
      'line-3.message.content user main',
    ]);
  });

  it('says where the first line is broken if no turn can be read', () => {
    const body = '{"type":"user","message":{"role":"user","content":"a" "b"}}\n{"type":"summary"}\n';
    expect(() => claudeCodeTranscript.decode(body)).toThrow('"," or "}" was expected (line 1, column 55).');
  });

  it('tells nothing of lines whose window was emptied', () => {
    const body = `${user('old')}\nnot JSON\n{"type":"system","subtype":"compact_boundary"}\n`;
    expect(textsOf(body)).toEqual([]);
  });

  it.each([
    ['words', 'some words\nand more'],
    ['words before JSON of another kind', 'some words\n{"type":"user","name":"a"}\n'],
    ['a log with one turn in it', `some words\nand more\n${user('a')}\n`],
  ])('does not take %s for a session', (_name, body) => {
    expect(claudeCodeTranscript.detect(body)).toBe(false);
  });

  it.each([
    ['no content', '{"type":"user","message":{"role":"user"}}'],
    ['no message', '{"type":"assistant","uuid":"u"}'],
    ['no role', '{"type":"user","message":{"content":"lost"}}'],
    ['an unknown role', '{"type":"user","message":{"role":"critic","content":"lost"}}'],
    ['content that is a number', '{"type":"user","message":{"role":"user","content":7}}'],
    ['a message that is null', '{"type":"user","message":null}'],
    [
      'a block without its text',
      '{"type":"user","message":{"role":"user","content":[{"type":"text","text":"lost"},{"type":"text"}]}}',
    ],
    [
      'a result without its call',
      '{"type":"user","message":{"role":"user","content":[{"type":"tool_result","content":"lost"}]}}',
    ],
  ])('passes over a line with %s, wherever it stands, and leaves it as it is', (_, line) => {
    for (const lines of [
      [line, user('one'), user('two')],
      [user('one'), line, user('two')],
      [user('one'), user('two'), line],
    ]) {
      const body = lines.join('\n');
      expect(claudeCodeTranscript.detect(body)).toBe(true);
      const context = claudeCodeTranscript.decode(body);
      expect(context.messages.map(({ parts }) => parts.map(({ text }) => text))).toEqual([['one'], ['two']]);
      const parts = partsOf(context).map((part) => ({ ...part, text: `${part.text}!` }));
      expect(claudeCodeTranscript.encode(body, withParts(context, parts))).toBe(
        lines.map((each) => each.replace('"one"', '"one!"').replace('"two"', '"two!"')).join('\n'),
      );
    }
  });

  it('takes nothing of a line that it passes over: no tool, no cache mark', () => {
    const marked =
      '{"type":"user","message":{"role":"user","content":[{"type":"text","text":"lost","cache_control":{"type":"ephemeral"}},{"type":"text"}]}}';
    expect(claudeCodeTranscript.decode(`${user('one')}\n${marked}\n${user('two')}`).frozen).toBe(0);
  });

  it('names the line where no line can be read', () => {
    expect(() => claudeCodeTranscript.decode('{"type":"user","message":{"role":"user"}}')).toThrow(
      /line-1\.message has no "content"/,
    );
  });
});
