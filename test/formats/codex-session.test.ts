import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf, withParts } from '../../src/context/context.js';
import { codexSession } from '../../src/formats/codex-session.js';
import { formatOf } from '../../src/formats/formats.js';

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures/formats', name), 'utf8');
}

function rowsOf(body: string): readonly string[] {
  return partsOf(codexSession.decode(body)).map(({ id, kind, role }) => `${id} ${kind} ${role}`);
}

describe('codex-session', () => {
  it('reads what was sent, without what is the client’s own', () => {
    const body = fixture('codex-session.jsonl');
    expect(rowsOf(body)).toEqual([
      'line-1.payload.base_instructions.text system system',
      'line-3.payload.content.0.text system system',
      'line-5.payload.content.0.text text user',
      'line-7.payload opaque assistant',
      'line-8.payload.arguments tool_call assistant',
      'line-10.payload.output tool_result tool',
      'line-13.payload.content.0.text text assistant',
    ]);
    expect(codexSession.decode(body).model).toBe('gpt-5-codex');
  });

  it('begins anew with the history that took the old one’s place', () => {
    const body = fixture('codex-session-compacted.jsonl');
    expect(rowsOf(body)).toEqual([
      'line-1.payload.base_instructions.text system system',
      'line-14.payload.replacement_history.0.content.0.text system system',
      'line-14.payload.replacement_history.1.content.0.text text user',
      'line-14.payload.replacement_history.2.content.0.text text user',
      'line-17.payload.arguments tool_call assistant',
      'line-18.payload.output tool_result tool',
    ]);
    expect(codexSession.decode(body).model).toBe('gpt-5.1-codex');
  });

  it('begins anew with the summary where there is no history', () => {
    const item = (text: string) =>
      `{"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":"${text}"}}`;
    const body = [
      item('old'),
      '{"timestamp":"t","type":"compacted","payload":{"message":"summary"}}',
      item('new'),
    ].join('\n');
    expect(partsOf(codexSession.decode(body)).map((part) => part.text)).toEqual(['summary', 'new']);
  });

  it('changes what was sent and leaves the event that says the same', () => {
    const body = fixture('codex-session.jsonl');
    const context = codexSession.decode(body);
    const parts = partsOf(context).map((part) =>
      part.kind === 'tool_result' ? { ...part, text: 'short' } : part,
    );
    const lines = codexSession.encode(body, withParts(context, parts)).split('\n');
    expect(JSON.parse(lines[9]!).payload.output).toBe('short');
    const unchanged = lines.filter((line, at) => line === body.split('\n')[at]);
    expect(unchanged).toHaveLength(lines.length - 1);
  });

  it('reads a copy that begins within a line', () => {
    const body = fixture('codex-session.jsonl').slice(40);
    expect(formatOf(body)).toBe(codexSession);
    expect(rowsOf(body)[0]).toBe('line-3.payload.content.0.text system system');
  });
});
