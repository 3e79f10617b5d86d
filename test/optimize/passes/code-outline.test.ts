import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { handleOf } from '../../../src/context/handle.js';
import { codeOutline } from '../../../src/optimize/passes/code-outline.js';
import { envFor, part, passContract, result } from '../../contracts/pass.js';

const source = Array.from({ length: 20 }, (_, k) =>
  [
    `export function load${k}(path: string): Config {`,
    ...Array.from({ length: 6 }, (_, line) => `  const step${line} = read(path, ${k}, ${line});`),
    '}',
  ].join('\n'),
).join('\n');
const numbered = (text: string, start = 1) =>
  text
    .split('\n')
    .map((line, k) => `${String(start + k).padStart(6)}→${line}`)
    .join('\n');
const read = (id: string, text = numbered(source), input = {}) =>
  result(id, text, { name: 'Read', input: { file_path: '/app/load.ts', ...input } });
const call = (id: string, name: string, input: Readonly<Record<string, unknown>>) =>
  part(id, JSON.stringify(input), {
    kind: 'tool_call',
    role: 'assistant',
    editable: false,
    tool: { callId: id, name, input },
  });
const later = (count = 9) => Array.from({ length: count }, (_, k) => result(`later-${k}`, `done ${k}`));
const env = (rest = {}) =>
  envFor({ outline: async (path, text) => `outline of ${path}: ${text.split('\n').length} lines`, ...rest });
const outlined = async (parts: readonly Part[], rest = {}) =>
  (await codeOutline.run(parts, env(rest))).map(({ text }) => text);

passContract(codeOutline, { 'a file read long ago': [read('a'), ...later()] });

describe('code-outline', () => {
  it('replaces a file by its outline, without the numbers that the reader printed', async () => {
    const first = read('a', `${numbered(source)}\n\nNever run this file.`);
    expect((await outlined([first, ...later()]))[0]).toBe(
      `[ctxopt: outline of 160 lines, ${handleOf(first.text)}]\noutline of /app/load.ts: 160 lines\nNever run this file.`,
    );
  });

  it('outlines an excerpt with its lines where they are in the file', async () => {
    const excerpt = read('a', numbered(source, 101), { offset: 101, limit: 160 });
    expect((await outlined([excerpt, ...later()]))[0]).toContain('outline of /app/load.ts: 260 lines');
  });

  it('shows the outermost lines where the language is not known', async () => {
    const [text] = await outlined([read('a'), ...later()], { outline: async () => undefined });
    expect(text).toContain('\n9 export function load1(path: string): Config { … 6 lines\n');
    expect(text).not.toContain('step3');
  });

  const kept: Readonly<Record<string, readonly Part[]>> = {
    'is among the newest results': [read('a'), ...later(7)],
    'was edited afterwards': [
      read('a'),
      result('e', 'updated', { name: 'Edit', input: { file_path: '/app/load.ts' } }),
      ...later(),
    ],
    'was patched in a shell afterwards': [
      read('a'),
      call('c', 'Bash', { command: "sed -i 's/a/b/' load.ts" }),
      ...later(),
    ],
    'is asked for again by the user': [
      read('a'),
      ...later(),
      part('u', 'Now fix load.ts.', { role: 'user', kind: 'text' }),
    ],
    'is used by a recent call': [
      read('a'),
      ...later(8),
      call('c', 'Bash', { command: 'node load.ts' }),
      ...later(1),
    ],
    'is small': [read('a', numbered(source.slice(0, 400))), ...later()],
    'is data': [read('a', numbered(source), { file_path: '/app/load.json' }), ...later()],
  };
  it.each(Object.entries(kept))('keeps a file that %s', async (_, parts) => {
    expect(await outlined(parts)).toEqual(parts.map(({ text }) => text));
  });

  it('keeps a file whose outline is no shorter', async () => {
    const parts = [read('a'), ...later()];
    expect((await outlined(parts, { outline: async (_: string, text: string) => text }))[0]).toBe(
      parts[0]!.text,
    );
  });
});
