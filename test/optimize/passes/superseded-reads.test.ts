import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { exactDuplicates } from '../../../src/optimize/passes/exact-duplicates.js';
import { supersededReads } from '../../../src/optimize/passes/superseded-reads.js';
import { envFor, passContract, result, textsAfter } from '../../contracts/pass.js';

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
    expect(textsAfter(supersededReads, [excerpt, around])[0]).toContain('superseded by Read /app/a.ts at b');
    expect(textsAfter(supersededReads, [excerpt, around, whole]).slice(0, 2)).toEqual([
      expect.stringContaining('superseded by Read /app/a.ts at c'),
      expect.stringContaining('superseded by Read /app/a.ts at c'),
    ]);
  });

  it.each([
    ['a later excerpt', read('b', numbered(edited.slice(0, 20)), { offset: 1, limit: 20 })],
    [
      'an excerpt of the same lines that an edit moved',
      read('b', numbered(lines.map((_, k) => `moved(${k})`)), { offset: 1, limit: 60 }),
    ],
    ['another file', read('b', numbered(edited), { file_path: '/app/b.ts' })],
    ['an error', { ...read('b', numbered(edited)), tool: { ...read('b', '').tool!, isError: true } }],
    ['a read that was cut off', read('b', `${numbered(edited.slice(0, 40))}\n\n[output truncated]`)],
    ['a later read that was already taken out', read('b', `[ctxopt: same as x, ctx:0123456789ab]`)],
  ])('keeps a read where there is only %s', (_, later) => {
    const first = read('a', numbered(lines), { offset: 1, limit: 60 });
    expect(textsAfter(supersededReads, [first, later])[0]).toBe(first.text);
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
