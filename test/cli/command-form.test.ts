import { describe, expect, it } from 'vitest';
import { commandForm } from '../../src/cli/command-form.js';

describe('commandForm', () => {
  it.each([
    [
      'To see what was left out: smart_read {"path":"ctx:00ab"}; likewise ctx:11cd.',
      'To see what was left out: ctxopt read ctx:00ab; likewise ctx:11cd.',
    ],
    [
      '1. saves 9\n   smart_read {"path":"a b.ts","view":"outline","budget":4000}\n',
      "1. saves 9\n   ctxopt read 'a b.ts' --view outline --budget 4000\n",
    ],
    ['optimize_context {"path":"s.jsonl","level":"balanced"}', 'ctxopt optimize s.jsonl --level balanced'],
    ['optimize_context {"level":"balanced"}', 'ctxopt optimize - --level balanced'],
    [
      'optimize_context {"path":"it\'s","preserve":["a","b"]}',
      "ctxopt optimize 'it'\\''s' --preserve a --preserve b",
    ],
    [
      'Read the file with view:"outline" to see its symbols.',
      'Read the file with --view outline to see its symbols.',
    ],
    [
      'It has no symbols: ask for lines, e.g. lines:"1-200".',
      'It has no symbols: ask for lines, e.g. --lines 1-200.',
    ],
    ['ask the folder with query:"two words".', "ask the folder with --query 'two words'."],
  ])('turns the call in %j into a command', (call, command) => {
    expect(commandForm(call)).toBe(command);
  });

  it.each([
    'smart_read {"path":',
    'smart_read {path}',
    'smart_read [1]',
    'smart_read {"path":1}',
    'plain words',
    '',
  ])('leaves %j as it is', (text) => {
    expect(commandForm(text)).toBe(text);
  });
});
