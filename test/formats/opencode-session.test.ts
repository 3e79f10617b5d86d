import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { opencodeSession } from '../../src/formats/opencode-session.js';

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../fixtures/formats', name), 'utf8');
}

describe('opencode-session', () => {
  it('reads what was sent, without what is the client’s own', () => {
    const context = opencodeSession.decode(fixture('opencode-session.json'));
    const rows = partsOf(context).map(
      ({ id, kind, role, editable, tool }) =>
        `${id} ${kind} ${role}${editable ? '' : ' read-only'}${tool ? ` ${tool.name}` : ''}`,
    );
    expect(rows).toEqual([
      'messages.0.parts.0.text text user',
      'messages.0.parts.1.text text user',
      'messages.0.parts.3 opaque user read-only',
      'messages.1.parts.1.text opaque assistant read-only',
      'messages.1.parts.2.text text assistant',
      'messages.1.parts.3.state.input tool_call assistant read-only bash',
      'messages.1.parts.3.state.output tool_result tool bash',
      'messages.1.parts.4.state.input tool_call assistant read-only read',
      'messages.1.parts.4.state.error tool_result tool read',
      'messages.1.parts.5.state.input tool_call assistant read-only read',
      'messages.1.parts.5.state.output tool_result tool read',
      'messages.1.parts.5.state.attachments.0 opaque tool read-only read',
      'messages.1.parts.6.state.input tool_call assistant read-only grep',
      'messages.1.parts.7.state.input tool_call assistant read-only bash',
    ]);
    expect(context.model).toBe('m1');
  });

  it('gives a result its call, and says if it failed', () => {
    const results = partsOf(opencodeSession.decode(fixture('opencode-session.json'))).filter(
      (part) => part.kind === 'tool_result',
    );
    expect(results.slice(0, 2).map((part) => part.tool)).toEqual([
      { callId: 'call_1', name: 'bash', input: { command: 'npm test', description: 'test' } },
      { callId: 'call_2', name: 'read', input: { filePath: '/app/nope.ts' }, isError: true },
    ]);
  });

  it('begins anew where the session was compacted, with the messages that were spared', () => {
    const context = opencodeSession.decode(fixture('opencode-session-compacted.json'));
    expect(partsOf(context).map((part) => part.text)).toEqual(['The summary.', 'spared', 'Continue.']);
  });
});
