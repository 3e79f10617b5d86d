import { describe, expect, it } from 'vitest';
import { claudeCodeSession } from '../../src/formats/claude-code-session.js';
import { type SessionStory, storyOf } from '../../src/optimize/analysis/session-story.js';
import { breakLine, commonFolder, sessionLines } from '../../src/optimize/analysis/story-lines.js';
import { findModel } from '../../src/tokens/models.js';
import { assistant, call, compaction, fileOf, result, summary, user } from './session-lines.js';

/** A token a letter, so that every figure can be checked by eye. */
function story(...lines: readonly object[]): SessionStory {
  return storyOf(claudeCodeSession(fileOf(...lines)), (part) => part.text.length);
}

const read = (id: string, path: string) => call(id, 'Read', { file_path: path });

describe('the story of a session', () => {
  it('adds up what was billed, each request once however many lines its answer has', () => {
    const told = story(
      user('hello'),
      assistant('r1', 0, [{ type: 'text', text: 'hm' }], { input: 3, write: 100, output: 1 }),
      assistant('r1', 1, [read('c1', 'a.ts')], { input: 3, write: 100, output: 20 }),
      result('c1', 'aaaa'),
      assistant('r2', 60, 'done', { input: 2, read: 100, write: 10, output: 5 }),
    );
    expect(told.usage).toEqual({ input: 5, cacheWrite: 110, cacheRead: 100, output: 25 });
    expect(told.windows).toMatchObject([{ id: 'main', requests: 2, prompts: [103, 112], base: 98 }]);
    expect(told.duration).toBe(60_000);
    const { price } = findModel('claude-sonnet-4-5')!;
    const cost = 5 * price.input + 110 * price.cacheWrite + 100 * price.cacheRead + 25 * price.output;
    expect(told.cost).toBeCloseTo(cost / 1e6, 12);
  });

  it('takes a write that lives for an hour for twice the input price', () => {
    const told = story(
      user('x'),
      assistant('r1', 0, 'y', { input: 0, write: 100_000, output: 0, hour: true }),
    );
    expect(told.cost).toBeCloseTo(0.1 * 2 * findModel('claude-sonnet-4-5')!.price.input, 12);
  });

  it('tells how long each tool and file was carried', () => {
    const told = story(
      user('go'),
      assistant('r1', 0, [read('c1', '/w/a.ts')]),
      result('c1', 'a'.repeat(50)),
      assistant('r2', 1, [call('c2', 'Bash', { command: 'ls' })]),
      result('c2', 'b'.repeat(30)),
      assistant('r3', 2, [call('c3', 'Edit', { file_path: '/w/a.ts', old_string: 'a', new_string: 'b' })]),
      result('c3', 'ok'),
      assistant('r4', 3, 'done'),
    );
    const bash = '{"command":"ls"}'.length + 30;
    expect(told.tools.map(({ name, times }) => [name, times])).toEqual([
      ['Read', 1],
      ['Bash', 1],
      ['Edit', 1],
    ]);
    expect(told.tools[1]).toMatchObject({ tokens: bash, carried: 2 * bash });
    // Read before the second request, so three carried it; the edit came before the last one.
    const reading = '{"file_path":"/w/a.ts"}'.length + 50;
    const editing = '{"file_path":"/w/a.ts","old_string":"a","new_string":"b"}'.length + 2;
    expect(told.files).toEqual([
      {
        name: '/w/a.ts',
        times: 1,
        edits: 1,
        again: 0,
        tokens: reading + editing,
        carried: 3 * reading + editing,
      },
    ]);
  });

  it('names a reread whose text was still in the window, but not after a compaction', () => {
    const text = 'a'.repeat(40);
    const told = story(
      user('go'),
      assistant('r1', 0, [read('c1', 'a.ts')]),
      result('c1', text),
      assistant('r2', 1, [read('c2', 'a.ts')]),
      result('c2', text),
      assistant('r3', 2, 'so'),
      compaction,
      summary('what was'),
      assistant('r4', 3, [read('c3', 'a.ts')]),
      result('c3', text),
    );
    expect(told.files).toMatchObject([{ name: 'a.ts', times: 3, again: 40 }]);
  });

  it('tells what a compaction left, and what it cost', () => {
    const told = story(
      user('go'),
      assistant('r1', 0, 'one', { input: 1, write: 29_999 }),
      compaction,
      summary('s'.repeat(70)),
      user('on'),
      assistant('r2', 9, 'two', { input: 3, write: 2_000, read: 500 }),
    );
    expect(told.windows[0]!.compactions).toEqual([
      { line: 3, request: 2, trigger: 'auto', before: 30_000, after: 2_503, summary: 70, rewritten: 2_003 },
    ]);
    expect(told.windows[0]!.breaks).toEqual([]);
  });

  it('takes the price of a long prompt for what a broken cache cost in one', () => {
    const told = story(
      user('go'),
      assistant('r1', 0, 'a', { write: 250_000 }),
      assistant('r2', 10, 'b', { write: 250_000 }),
    );
    const { cacheWrite, cacheRead } = findModel('claude-sonnet-4-5')!.price;
    expect(told.windows[0]!.breaks[0]!.cost).toBeCloseTo(0.25 * 2 * (cacheWrite - cacheRead), 12);
  });

  it.each([
    ['expired', 301, false, {}],
    ['prompt', 299, false, {}],
    ['prompt', 301, true, {}],
    ['expired', 3_600, true, {}],
    ['model', 10, false, { model: 'claude-opus-4-5' }],
  ] as const)('says that the cache was broken: %s after %d s', (cause, gap, hour, message) => {
    const later = assistant('r2', gap, 'b', { write: 9_000, read: 1_000 }) as { message: object };
    const told = story(user('go'), assistant('r1', 0, 'a', { write: 10_000, hour }), {
      ...later,
      message: { ...later.message, ...message },
    });
    const [found, ...more] = told.windows[0]!.breaks;
    expect(more).toEqual([]);
    expect(found).toMatchObject({ line: 3, request: 2, lost: 9_000, cause, gap: gap * 1000 });
    expect(found!.cost).toBeGreaterThan(0);
    expect(breakLine(found!)).toMatch(
      /^9,000 cached tokens not read .* after the request before, \$0\.\d+: /,
    );
  });

  it('does not call the moving tail of a prompt a broken cache', () => {
    const told = story(
      user('go'),
      assistant('r1', 0, 'a', { write: 10_000 }),
      assistant('r2', 5, 'b', { read: 9_500, write: 800 }),
    );
    expect(told.windows[0]!.breaks).toEqual([]);
  });

  it('keeps the windows of side chains apart', () => {
    const side = { isSidechain: true, agentId: 'a1' };
    const told = story(
      user('go'),
      assistant('r1', 0, 'a', { write: 10 }),
      user('look', side),
      assistant('s1', 1, 'b', { write: 7_000 }, side),
      assistant('r2', 2, 'c', { read: 10, write: 5 }),
    );
    expect(told.windows.map(({ id, requests, prompts }) => [id, requests, prompts])).toEqual([
      ['main', 2, [11, 16]],
      ['a1', 1, [7_001]],
    ]);
    expect(sessionLines(told)[0]).toContain('3 requests by 2 agents');
  });

  it('counts what the client attached by itself', () => {
    const attachment = { type: 'attachment', attachment: { type: 'skills', content: 'a list of skills' } };
    const told = story(user('go'), attachment, assistant('r1', 0, 'a', { write: 99 }));
    expect(told.windows[0]!.base).toBe(100 - 'go'.length - 'a list of skills'.length);
  });

  it('says so where nothing was billed, and counts no answer that the client wrote itself', () => {
    const told = story(user('go'), {
      type: 'assistant',
      message: { role: 'assistant', model: '<synthetic>', content: 'API Error' },
    });
    expect(told).toMatchObject({ windows: [{ requests: 0, prompts: [], breaks: [] }], tools: [], files: [] });
    expect(told.cost).toBeUndefined();
    expect(sessionLines(told)).toEqual(['0 requests; the file does not say what was billed.']);
  });
});

describe('the folder of some paths', () => {
  it.each([
    [['/w/a/x.ts', '/w/a/b/y.ts'], '/w/a/'],
    [['/w/a/x.ts', '/v/y.ts'], '/'],
    [['/w/a.ts', 'b.ts'], ''],
    [['a.ts', 'b.ts'], ''],
    [['/w/a/x.ts'], ''],
    [[], ''],
  ])('of %j is %j', (paths, folder) => {
    expect(commonFolder(paths)).toBe(folder);
  });

  it('counts what a turn was billed whose words cannot be read', () => {
    const told = story(
      user('hello'),
      { type: 'user' },
      assistant('r1', 0, 7 as unknown as string, { input: 3, write: 100, output: 1 }),
      user('bye'),
    );
    expect(told.usage).toMatchObject({ input: 3, cacheWrite: 100, output: 1 });
  });
});
