import { describe, expect, it } from 'vitest';
import { viewHeader } from '../../src/read/view-header.js';
import { isOwnResult } from '../../src/session/own-results.js';
import { part } from '../optimize/sample-context.js';

const from = (name: string, text = 'anything') => part(text, { tool: { callId: 'c', name } });
const header = {
  display: 'src/app.ts',
  view: 'outline',
  lines: 1240,
  notes: ['3 symbols'],
  returned: 612,
  whole: 4180,
  tokenizer: 'o200k_base',
};

describe('isOwnResult', () => {
  it.each([
    'mcp__ctxopt__smart_read',
    'mcp__ctxopt__optimize_context',
    'ctxopt_smart_read',
    'ctxopt.get_usage_stats',
    'smart_read',
    'mcp__files__smart_read',
  ])('knows the tool %s', (name) => expect(isOwnResult(from(name))).toBe(true));

  it.each(['Read', 'Bash', 'mcp__context__read', 'not_ctxopt', 'my_smart_reader', ''])(
    'leaves %j to others',
    (name) => {
      expect(isOwnResult(from(name))).toBe(false);
    },
  );

  it('knows a view by its first line, whoever printed it', () => {
    const tagged = viewHeader({ ...header, tag: 'v:3f9a1c0b2d' });
    expect(isOwnResult(from('Bash', `${tagged}\nclass App`))).toBe(true);
    expect(isOwnResult(from('Bash', viewHeader(header)))).toBe(true);
    expect(isOwnResult(from('Bash', `$ ctxopt read\n${tagged}`))).toBe(false);
    expect(isOwnResult(from('Bash', 'used 612 of 4,180 tokens'))).toBe(false);
  });
});
