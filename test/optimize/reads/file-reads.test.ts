import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { fileReads } from '../../../src/optimize/reads/file-reads.js';
import { part, result } from '../../contracts/pass.js';

const numbered = (start: number, end: number) =>
  Array.from(
    { length: end - start + 1 },
    (_, k) => `${String(start + k).padStart(6)}→line ${start + k}`,
  ).join('\n');
const shown = (part: Part) => fileReads([part]).map(({ path, range, kind }) => ({ path, range, kind }));
const found = (name: string, input: Readonly<Record<string, unknown>>, text = 'one\ntwo\nthree') =>
  shown(result('a', text, { name, input }))[0];
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
    ['str_replace_based_edit_tool', { command: 'str_replace', path: 'a.ts' }],
    ['str_replace_editor', { command: 'insert', path: 'a.ts' }],
  ])('knows an edit by %s %j', (name, input) => {
    expect(found(name, input)).toEqual({ path: 'a.ts', range: undefined, kind: 'edit' });
  });

  it.each([
    ['Write', { file_path: 'a.ts', content: 'x' }],
    ['write_to_file', { path: 'a.ts', content: 'x' }],
    ['str_replace_based_edit_tool', { command: 'create', path: 'a.ts', file_text: 'x' }],
  ])('knows by %s %j that a call has the whole file', (name, input) => {
    expect(found(name, input)).toEqual({ path: 'a.ts', range: undefined, kind: 'write' });
  });

  it('takes an edit that shows the lines around it for both', () => {
    const text = `The file /app/a.ts has been updated. Here's the result of running \`cat -n\` on a snippet of the edited file:\n${numbered(11, 20)}`;
    expect(shown(result('a', text, { name: 'Edit', input: { file_path: '/app/a.ts' } }))).toEqual([
      { path: '/app/a.ts', range: undefined, kind: 'edit' },
      read('/app/a.ts', 11, 20),
    ]);
  });

  describe('by the form of the result alone', () => {
    const lines = (start: number, end: number) =>
      Array.from({ length: end - start + 1 }, (_, k) => `${start + k}:line ${start + k}`).join('\n');
    const footer = '(Open file: /repo/src/a.py)\n(Current directory: /repo)\nbash-$';
    const excerpt = `[File: src/a.py (900 lines total)]\n(10 more lines above)\n${lines(11, 110)}\n(790 more lines below)`;

    it('knows a window of SWE-agent, its file by the footer', () => {
      expect(shown(part('a', `${excerpt}\n\n${footer}`))).toEqual([read('/repo/src/a.py', 11, 110)]);
      expect(shown(part('a', excerpt.replaceAll('\n', '\r\n')))).toEqual([read('src/a.py', 11, 110)]);
      expect(shown(part('a', `[File: a.py (3 lines total)]\n${lines(1, 3)}`))).toEqual([read('a.py')]);
    });

    it('knows what an edit of SWE-agent came to', () => {
      const text = `File updated. Please review the changes.\n${excerpt}\n${footer}`;
      expect(shown(result('a', text, { name: 'edit', input: { start_line: 12 } }))).toEqual([
        { path: '/repo/src/a.py', range: undefined, kind: 'edit' },
        read('/repo/src/a.py', 11, 110),
      ]);
    });

    it('knows what a file would have been', () => {
      const text = `Your proposed edit has introduced new syntax error(s).\n\nERRORS:\n- E999 IndentationError\n\nThis is how your edit would have looked if applied\n${excerpt}\nThis is the original code before your edit\n${excerpt}\nYour changes have NOT been applied.`;
      expect(shown(part('a', text))).toEqual([{ ...read('src/a.py', 11, 110), kind: 'refused' }]);
    });

    it('knows what an editor shows of a file', () => {
      const view = `Here's the result of running \`cat -n\` on /repo/a.py:\n${numbered(11, 30)}`;
      expect(shown(part('a', view))).toEqual([read('/repo/a.py', 11, 30)]);
    });

    it('takes nothing else for a file', () => {
      expect(shown(part('a', `${'x\n'.repeat(400)}${excerpt}`))).toEqual([]);
      expect(shown(part('a', `${excerpt}\n${excerpt}`))).toEqual([]);
      expect(shown(part('a', excerpt, { role: 'user', kind: 'text' }))).toEqual([]);
    });
  });

  it('knows two results by one name of a call, for some agents use it again', () => {
    const tool = { callId: 'x', name: 'Read', input: { file_path: 'a.ts' } };
    const words = part('b', 'And then?', { role: 'assistant', kind: 'text' });
    expect(fileReads([part('a', 'one', { tool }), words, part('c', 'two', { tool })])).toHaveLength(2);
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
