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
const later = (count = 9) =>
  Array.from({ length: count }, (_, k) => [
    call(`call-later-${k}`, 'Bash', { command: `make step-${k}` }),
    result(`later-${k}`, `done ${k}`),
  ]).flat();
/** Several files, asked for and answered in one turn. */
const batch = (count: number) => [
  ...Array.from({ length: count }, (_, k) => call(`${k}`, 'Read', { file_path: `/app/load-${k}.ts` })),
  ...Array.from({ length: count }, (_, k) =>
    read(`${k}`, numbered(source.replaceAll('load', `load${k}_`)), { file_path: `/app/load-${k}.ts` }),
  ),
];
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

  it('keeps the lines around later edits as they were printed', async () => {
    const edit = (id: string, input: Readonly<Record<string, unknown>>) =>
      result(id, 'updated', { name: 'Edit', input: { file_path: '/app/load.ts', ...input } });
    const first = read('a', numbered(source, 101), { offset: 101, limit: 160 });
    const parts = [
      first,
      edit('e', {
        old_string: '  const step2 = read(path, 1, 2);',
        new_string: '  const fast = 1;\n  const step2 = 2;',
      }),
      edit('f', { old_string: 'const step2 = 2;', new_string: '' }),
      ...later(),
    ];
    const [text] = await outlined(parts, { outline: async () => undefined });
    const printed = first.text.split('\n').slice(6, 17);
    expect(text!.split('\n').slice(0, 14)).toEqual([
      `[ctxopt: outline of 160 lines but those edited later, ${handleOf(first.text)}]`,
      '101 export function load0(path: string): Config { … 6 lines',
      ...printed,
      '125 export function load3(path: string): Config { … 6 lines',
    ]);
    expect(printed[5]).toBe('   112→  const step2 = read(path, 1, 2);');
  });

  const kept: Readonly<Record<string, readonly Part[]>> = {
    'is among the newest results': [read('a'), ...later(7)],
    'was read with many others that nobody has answered yet': batch(12),
    'was read with many others in the last turn but one': [...batch(12), ...later(1)],
    'was edited afterwards, nobody knows where': [
      read('a'),
      result('e', 'updated', { name: 'Edit', input: { file_path: '/app/load.ts' } }),
      ...later(),
    ],
    'was patched in a shell afterwards': [
      read('a'),
      call('c', 'Bash', { command: "sed -i 's/a/b/' load.ts" }),
      ...later(),
    ],
    'was edited where it is otherwise': [
      read('a'),
      result('e', 'updated', {
        name: 'Edit',
        input: { file_path: '/app/load.ts', old_string: 'const other = 1', new_string: '' },
      }),
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
    'is read again by the newest results, by a call that does not name it': [
      read('a'),
      ...later(8),
      result(
        'w',
        '[File: /app/load.ts (160 lines total)]\n(90 more lines above)\n91:}\n(69 more lines below)',
      ),
    ],
    'is open in the editor': [
      read('a'),
      ...later(),
      result('p', 'done\n(Open file: /app/load.ts)\n(Current directory: /app)\nbash-$'),
    ],
    'is small': [read('a', numbered(source.slice(0, 400))), ...later()],
    'is data': [read('a', numbered(source), { file_path: '/app/load.json' }), ...later()],
  };
  it.each(Object.entries(kept))('keeps a file that %s', async (_, parts) => {
    expect(await outlined(parts)).toEqual(parts.map(({ text }) => text));
  });

  it('outlines files of one turn when the talk has gone on', async () => {
    const texts = await outlined([...batch(12), ...later(3)]);
    expect(texts.filter((text) => text.startsWith('[ctxopt: outline of'))).toHaveLength(7);
  });

  it('keeps a file whose outline is no shorter', async () => {
    const parts = [read('a'), ...later()];
    expect((await outlined(parts, { outline: async (_: string, text: string) => text }))[0]).toBe(
      parts[0]!.text,
    );
  });
});
