import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { exactDuplicates } from '../../../src/optimize/passes/exact-duplicates.js';
import { supersededReads } from '../../../src/optimize/passes/superseded-reads.js';
import { envFor, part, passContract, result, textsAfter } from '../../contracts/pass.js';

/** As Claude Code's `Read` prints lines. */
const numbered = (lines: readonly string[], start = 1) =>
  lines.map((line, k) => `${String(start + k).padStart(6)}→${line}`).join('\n');
const lines = Array.from({ length: 60 }, (_, k) => `const value${k} = compute(${k});`);
const edited = lines.map((line, k) => (k === 30 ? 'const value30 = 7;' : line));

const read = (id: string, text: string, input = {}) =>
  result(id, text, { name: 'Read', input: { file_path: '/app/a.ts', ...input } });
const edit = (id: string) =>
  result(id, 'The file /app/a.ts has been updated.', { name: 'Edit', input: { file_path: '/app/a.ts' } });

passContract(supersededReads, {
  'a file read before and after an edit': [
    read('a', numbered(lines)),
    edit('b'),
    read('c', numbered(edited)),
  ],
});

describe('superseded-reads', () => {
  it('replaces what was read before an edit by a marker that names the later read', () => {
    const [before, after] = [numbered(lines), numbered(edited)];
    expect(textsAfter(supersededReads, [read('a', before), edit('b'), read('c', after)])).toEqual([
      `[ctxopt: superseded by Read /app/a.ts at c, ${handleOf(before)}]`,
      'The file /app/a.ts has been updated.',
      after,
    ]);
  });

  it('lets an excerpt be superseded by the whole file or by an excerpt around it', () => {
    const excerpt = read('a', numbered(lines.slice(10, 50), 11), { offset: 11, limit: 40 });
    const around = read('b', numbered(edited.slice(5, 55), 6), { offset: 6, limit: 50 });
    const whole = read('c', numbered(edited));
    expect(textsAfter(supersededReads, [excerpt, around])[0]).toBe(
      `[ctxopt: lines 11-50 superseded by Read /app/a.ts at b, ${handleOf(excerpt.text)}]`,
    );
    expect(textsAfter(supersededReads, [excerpt, around, whole]).slice(0, 2)).toEqual([
      expect.stringContaining('superseded by Read /app/a.ts at c'),
      expect.stringContaining('superseded by Read /app/a.ts at c'),
    ]);
  });

  it.each([
    [
      'an excerpt of the same lines that an edit moved',
      read('b', numbered(lines.map((_, k) => `moved(${k})`)), { offset: 1, limit: 60 }),
    ],
    ['another file', read('b', numbered(edited), { file_path: '/app/b.ts' })],
    ['an error', { ...read('b', numbered(edited)), tool: { ...read('b', '').tool!, isError: true } }],
    ['a later read that was already taken out', read('b', `[ctxopt: same as x, ctx:0123456789ab]`)],
  ])('keeps a read where there is only %s', (_, later) => {
    const first = read('a', numbered(lines), { offset: 1, limit: 60 });
    expect(textsAfter(supersededReads, [first, later])[0]).toBe(first.text);
  });

  it('takes out of an excerpt what later ones show again, together too, and keeps the rest', () => {
    const first = read('a', numbered(lines), { offset: 1, limit: 60 });
    const top = read('b', numbered(lines.slice(0, 20)), { offset: 1, limit: 20 });
    const end = read('c', numbered(edited.slice(24), 25), { offset: 25, limit: 36 });
    const [after] = textsAfter(supersededReads, [first, top, end]);
    expect(after).toBe(
      [
        `[ctxopt: lines 1-20 superseded by Read /app/a.ts at b, ${handleOf(first.text)}]`,
        numbered(lines.slice(20, 24), 21),
        '… lines 25-60 superseded by Read /app/a.ts at c',
      ].join('\n'),
    );
  });

  it('follows lines that an edit moved', () => {
    const moved = ['// one', '// two', ...lines];
    const first = read('a', numbered(lines.slice(0, 40)), { offset: 1, limit: 40 });
    const later = read('b', numbered(moved.slice(12, 62), 13), { offset: 13, limit: 50 });
    expect(textsAfter(supersededReads, [first, edit('e'), later])[0]).toBe(
      [
        numbered(lines.slice(0, 10)),
        `[ctxopt: lines 11-40 superseded by Read /app/a.ts at b, ${handleOf(first.text)}]`,
      ].join('\n'),
    );
  });

  it('lets a file that was written stand for what was read of it before', () => {
    const before = read('a', numbered(lines));
    const write = result('b', 'File created successfully at: /app/a.ts', {
      name: 'Write',
      input: { file_path: '/app/a.ts', content: edited.join('\n') },
    });
    expect(textsAfter(supersededReads, [before, write])).toEqual([
      `[ctxopt: superseded by Write /app/a.ts at b, ${handleOf(before.text)}]`,
      write.text,
    ]);
    const failed = { ...write, tool: { ...write.tool!, isError: true } };
    expect(textsAfter(supersededReads, [before, failed])[0]).toBe(before.text);
  });

  describe('on windows of SWE-agent', () => {
    const window = (from: number, to: number, of: readonly string[]) =>
      [
        '[File: src/a.py (400 lines total)]',
        `(${from - 1} more lines above)`,
        ...of.slice(from - 1, to).map((line, k) => `${from + k}:${line}`),
        `(${400 - to} more lines below)`,
      ].join('\n');
    const footer = '(Open file: /repo/src/a.py)\n(Current directory: /repo)\nbash-$';
    const source = Array.from({ length: 400 }, (_, k) => `    total += weigh(${k}, "${k * k}")`);
    const wrong = source.map((line, k) => (k === 149 ? 'total = 0' : line));
    const right = source.map((line, k) => (k === 149 ? '    total = 0' : line));
    const opened = part('open', `${window(101, 200, source)}\n${footer}`);
    const refused = part(
      'refused',
      `Your proposed edit has introduced new syntax error(s).\n\nERRORS:\n- E999 IndentationError: unexpected indent\n\nThis is how your edit would have looked if applied\n${window(101, 200, wrong)}\nThis is the original code before your edit\n${window(101, 200, source)}\nYour changes have NOT been applied.\n${footer}`,
    );
    const updated = part('updated', `File updated. Please review.\n${window(111, 210, right)}\n${footer}`);

    it('keeps the newest whole, and of the earlier ones what it does not show', () => {
      const after = textsAfter(supersededReads, [opened, refused, updated]);
      expect(after[0]).toContain('101:    total += weigh(100, "10000")');
      expect(after[0]).toContain('[ctxopt: lines 111-200 superseded by updated, ctx:');
      expect(after[1]).toContain('- E999 IndentationError: unexpected indent');
      expect(after[1]).toContain('Your changes have NOT been applied.');
      expect(after[1]!.length).toBeLessThan(refused.text.length / 3);
      expect(after[2]).toBe(updated.text);
    });

    it('takes the frames away from a refused edit of which no line is left', () => {
      const shown = part('refused', refused.text.replaceAll(/^1(?:0\d|10):.*\n/gm, ''));
      const [, text] = textsAfter(supersededReads, [opened, shown, updated]);
      expect(text).toContain('- E999 IndentationError: unexpected indent');
      expect(text).toContain('Your changes have NOT been applied.');
      expect(text).toContain(footer);
      expect(text).not.toMatch(/^\[File: |more lines (?:above|below)/m);
    });

    it('lets no refused edit stand for the file', () => {
      expect(textsAfter(supersededReads, [opened, refused])[0]).toBe(opened.text);
    });
  });

  it('stays quick where one excerpt was read thousands of times and was another each time', () => {
    const reads = Array.from({ length: 3000 }, (_, id) =>
      read(`${id}`, numbered(Array.from({ length: 30 }, (_, k) => `const value${k} = load(${id});`)), {
        offset: 1,
        limit: 30,
      }),
    );
    expect(textsAfter(supersededReads, reads)).toEqual(reads.map(({ text }) => text));
  });

  it('keeps an error', () => {
    const failed = { ...read('a', numbered(lines)), tool: { ...read('a', '').tool!, isError: true } };
    expect(textsAfter(supersededReads, [failed, read('b', numbered(edited))])[0]).toBe(failed.text);
  });

  it('never leaves a marker that points at a marker with other content', () => {
    const reads = [numbered(lines), numbered(edited), numbered(lines)].map((text, at) => read(`${at}`, text));
    const after = exactDuplicates.run(supersededReads.run(reads, envFor()), envFor()).map(({ text }) => text);
    expect(after).toEqual([
      numbered(lines),
      expect.stringContaining('superseded by Read /app/a.ts at 2'),
      expect.stringContaining('same as Read /app/a.ts at 0'),
    ]);
  });
});
