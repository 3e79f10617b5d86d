import { describe, expect, it } from 'vitest';
import { fileReads } from '../../src/optimize/file-reads.js';
import { part, result } from '../contracts/pass.js';

const numbered = (start: number, end: number) =>
  Array.from(
    { length: end - start + 1 },
    (_, k) => `${String(start + k).padStart(6)}→line ${start + k}`,
  ).join('\n');
const found = (name: string, input: Readonly<Record<string, unknown>>, text = 'one\ntwo\nthree') =>
  fileReads([result('a', text, { name, input })]).map(({ path, range, kind }) => ({ path, range, kind }))[0];
const read = (path: string, start?: number, end?: number) => ({
  path,
  range: start === undefined ? undefined : { start, end },
  kind: 'read',
});

describe('fileReads', () => {
  it.each([
    ['Read', { file_path: '/app/a.ts' }],
    ['View', { file_path: '/app/./a.ts' }],
    ['read_file', { path: '/app//a.ts' }],
    ['mcp__filesystem__read_text_file', { path: '/app/a.ts' }],
    ['functions.read_file', { target_file: '/app/a.ts', should_read_entire_file: true }],
    ['str_replace_based_edit_tool', { command: 'view', path: '/app/a.ts' }],
    ['Bash', { command: 'cat /app/a.ts' }],
    ['Bash', { command: "cat -n '/app/a.ts' 2>/dev/null" }],
    ['shell', { command: ['bash', '-lc', 'cat /app/a.ts'] }],
    ['exec_command', { cmd: 'cat /app/a.ts' }],
  ])('knows a read of a whole file by %s %j', (name, input) => {
    expect(found(name, input)).toEqual(read('/app/a.ts'));
  });

  it.each([
    ['Read', { file_path: 'a.ts', offset: 11, limit: 20 }, 11, 30],
    ['read_file', { path: 'a.ts', start_line: 11, end_line: 30 }, 11, 30],
    ['read_file', { path: 'a.ts', start_line_one_indexed: 11, end_line_one_indexed_inclusive: 30 }, 11, 30],
    ['str_replace_based_edit_tool', { command: 'view', path: 'a.ts', view_range: [11, 30] }, 11, 30],
    ['view', { path: 'a.ts', view_range: [11, -1] }, 11, 13],
    ['Bash', { command: "sed -n '11,30p' a.ts" }, 11, 30],
    ['Bash', { command: 'head -n 30 a.ts' }, 1, 30],
    ['Bash', { command: 'head -30 a.ts' }, 1, 30],
  ])('knows the lines that %s %j asks for', (name, input, start, end) => {
    expect(found(name, input)).toEqual(read('a.ts', start, end));
  });

  it('believes the numbers before the lines more than the call', () => {
    expect(found('Read', { file_path: 'a.ts', offset: 11, limit: 900 }, numbered(11, 60))).toEqual(
      read('a.ts', 11, 60),
    );
    expect(found('Read', { file_path: 'a.ts' }, numbered(1, 60))).toEqual(read('a.ts'));
  });

  it('takes a whole file that was cut off for its beginning', () => {
    expect(found('Read', { file_path: 'a.ts' }, numbered(1, 2000))).toEqual(read('a.ts', 1, 2000));
    expect(found('Read', { file_path: 'a.ts' }, `${numbered(1, 90)}\n[truncated]`)).toEqual(
      read('a.ts', 1, 90),
    );
  });

  it.each([
    ['all of it', 'a.ts · 60 lines · 612 of 612 tokens (o200k_base) · v:3f9a1c0b2d\nbody', read('a.ts')],
    [
      'lines',
      `a.ts · 60 lines · lines · 80 of 612 tokens (o200k_base) · v:3f\n${numbered(11, 20)}`,
      read('a.ts', 11, 20),
    ],
    ['an outline', 'a.ts · 60 lines · outline · 80 of 612 tokens (o200k_base) · v:3f\nclass A', undefined],
    ['a diff', 'a.ts · 60 lines · diff · 80 of 612 tokens (o200k_base) · v:3f\n@@ -1 +1 @@', undefined],
  ])('tells by the first line of smart_read that it shows %s', (_, text, expected) => {
    expect(found('mcp__ctxopt__smart_read', { path: 'a.ts' }, text)).toEqual(expected);
  });

  it.each([
    ['Edit', { file_path: 'a.ts' }],
    ['MultiEdit', { file_path: 'a.ts' }],
    ['Write', { file_path: 'a.ts' }],
    ['write_to_file', { path: 'a.ts' }],
    ['str_replace_based_edit_tool', { command: 'str_replace', path: 'a.ts' }],
  ])('knows an edit by %s %j', (name, input) => {
    expect(found(name, input)).toEqual({ path: 'a.ts', range: undefined, kind: 'edit' });
  });

  it.each([
    ['Bash', { command: 'cat a.ts | grep x' }],
    ['Bash', { command: 'cat a.ts b.ts' }],
    ['Bash', { command: 'cat *.ts' }],
    ['Bash', { command: 'cat $FILE' }],
    ['Bash', { command: 'cat a.ts > b.ts' }],
    ['Bash', { command: 'cd x && cat a.ts' }],
    ['Bash', { command: 'npm test' }],
    ['Grep', { path: 'a.ts', pattern: 'x' }],
    ['Read', {}],
  ])('takes %s %j for neither', (name, input) => {
    expect(found(name, input)).toBeUndefined();
  });

  it('takes an error, an empty result, a call and one of several parts for neither', () => {
    const tool = { callId: 'x', name: 'Read', input: { file_path: 'a.ts' } };
    expect(fileReads([part('a', 'no such file', { tool: { ...tool, isError: true } })])).toEqual([]);
    expect(fileReads([part('a', ' \n', { tool })])).toEqual([]);
    expect(fileReads([part('a', '{}', { tool, kind: 'tool_call', role: 'assistant' })])).toEqual([]);
    expect(fileReads([part('a', 'one', { tool }), part('b', 'two', { tool })])).toEqual([]);
  });

  it('gives parts and their places', () => {
    const parts = [
      part('a', 'hi', { role: 'user' }),
      result('b', 'x', { name: 'Read', input: { file_path: 'a' } }),
    ];
    expect(fileReads(parts)).toEqual([{ part: parts[1], index: 1, path: 'a', kind: 'read' }]);
  });
});
