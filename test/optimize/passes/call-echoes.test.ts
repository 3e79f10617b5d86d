import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/context/context.js';
import { handleOf } from '../../../src/context/handle.js';
import { callEchoes } from '../../../src/optimize/passes/call-echoes.js';
import { part, passContract, result, textsAfter } from '../../contracts/pass.js';

type Input = Readonly<Record<string, unknown>>;

const script = [
  'from marsh.fields import Duration',
  'from datetime import timedelta',
  '',
  'field = Duration(precision="milliseconds")',
  'td_obj = {"td": timedelta(milliseconds=345)}',
  'print(field.serialize("td", td_obj))',
];
/** As an editor that is driven by commands prints a window after an edit. */
const window = [
  '[File: /app/reproduce.py (6 lines total)]',
  ...script.map((line, k) => `${k + 1}:${line}`),
  '(Open file: /app/reproduce.py)',
  'bash-$',
].join('\n');
const body = [
  '  const parsed = parse(text, { comments: true });',
  '  if (!parsed) throw new SyntaxError(text);',
  '  const { value, warnings } = parsed;',
  '  for (const warning of warnings) report(warning);',
  '  return value;',
];
/** As an editing tool prints the lines around what it replaced. */
const snippet = [
  "The file /app/a.ts has been updated. Here's the result of running `cat -n` on a snippet of the edited file:",
  '    40→export function load(text: string) {',
  ...body.map((line, k) => `    ${41 + k}→${line}`),
  '    46→}',
  '',
].join('\n');

const call = (id: string, name: string, input: Input) =>
  part(`call-${id}`, JSON.stringify(input), {
    kind: 'tool_call',
    role: 'assistant',
    editable: false,
    tool: { callId: `call-${id}`, name, input },
  });
const run = (id: string, text: string, name: string, input: Input): readonly Part[] => [
  call(id, name, input),
  result(id, text, { name, input }),
];
const later = (count = 8) =>
  Array.from({ length: count }, (_, k) => run(`later-${k}`, `done ${k}`, 'Bash', {})).flat();
const shell = (command: string, text = window) => run('a', text, 'bash', { command });
const created = shell(`edit 1:1\n${script.join('\n')}\nend_of_edit\n`);
const edited = run('a', snippet, 'Edit', {
  file_path: '/app/a.ts',
  old_string: '  return parse(text).value;',
  new_string: body.join('\n'),
});
const echoed = (parts: readonly Part[]) => textsAfter(callEchoes, parts);

passContract(callEchoes, {
  'a window that shows what an edit wrote': [...created, ...later()],
  'a snippet that shows what an edit wrote': [...edited, ...later()],
});

describe('call-echoes', () => {
  it('says of lines that the call wrote where they are in the file, and keeps the others', () => {
    expect(echoed([...created, ...later()])[1]).toBe(
      [
        '[File: /app/reproduce.py (6 lines total)]',
        `[ctxopt: lines 1-6 as in its call, ${handleOf(window)}]`,
        '(Open file: /app/reproduce.py)',
        'bash-$',
      ].join('\n'),
    );
    expect(echoed([...edited, ...later()])[1]).toBe(
      [
        snippet.split('\n')[0],
        '    40→export function load(text: string) {',
        `[ctxopt: lines 41-45 as in its call, ${handleOf(snippet)}]`,
        '    46→}',
        '',
      ].join('\n'),
    );
  });

  it('makes one block of lines that stand in several texts of the call', () => {
    const [signature, ...rest] = snippet
      .split('\n')
      .slice(1, -1)
      .map((line) => line.slice(7));
    const replaced = run('a', snippet, 'Edit', {
      file_path: '/app/a.ts',
      old_string: [signature, ...body.slice(0, 3), '}'].join('\n'),
      new_string: [signature, ...rest].join('\n'),
    });
    expect(
      echoed([...replaced, ...later()])[1]!
        .split('\n')
        .slice(1),
    ).toEqual([`[ctxopt: lines 40-46 as in its call, ${handleOf(snippet)}]`, '']);
  });

  it('says how many lines they were where the tool numbers none', () => {
    const replaced = run('a', `All of '${script.join('\n')}' is now '${body.join('\n')}'.`, 'Edit', {
      file_path: '/app/a.ts',
      old_string: script.join('\n'),
      new_string: body.join('\n'),
    });
    const said = [
      `All of '${script[0]}`,
      `[ctxopt: 4 lines as in its call, ${handleOf(replaced[1]!.text)}]`,
      `${script.at(-1)}' is now '${body[0]}`,
      '… 3 lines as in its call',
      `${body.at(-1)}'.`,
    ].join('\n');
    expect(echoed([...replaced, ...later()])[1]).toBe(said);
  });

  it('finds what a script wrote and then printed, even in the newest result', () => {
    const parts = shell(`cat > a.py <<'END'\n${script.join('\n')}\nEND\ncat a.py`, script.join('\n'));
    expect(echoed(parts)[1]).toBe(`[ctxopt: 6 lines as in its call, ${handleOf(script.join('\n'))}]`);
  });

  it('looks into all that the call was given, each of several edits on its own', () => {
    const [head, ...lines] = snippet.split('\n');
    const text = [
      head,
      ...lines.slice(0, 7),
      '    47→',
      ...body.map((line, k) => `    ${48 + k}→${line}!!`),
    ].join('\n');
    const edits = [
      { old_string: 'a', new_string: body.join('\n') },
      { old_string: 'b', new_string: body.map((line) => `${line}!!`).join('\n') },
    ];
    const [, shown] = echoed([...run('a', text, 'MultiEdit', { file_path: '/app/a.ts', edits }), ...later()]);
    expect(shown!.split('\n').slice(1)).toEqual([
      '    40→export function load(text: string) {',
      `[ctxopt: lines 41-45 as in its call, ${handleOf(text)}]`,
      '    46→}',
      '    47→',
      '… lines 48-52 as in its call',
    ]);
  });

  const kept: Readonly<Record<string, readonly Part[]>> = {
    'that number lines and are among the newest': [...created, ...later(7)],
    'that number lines and nobody has answered yet': [
      created[0]!,
      ...later().filter(({ role }) => role !== 'tool'),
      created[1]!,
    ],
    'whose lines another call wrote': [
      ...run('b', 'done', 'bash', { command: `edit 1:1\n${script.join('\n')}\nend_of_edit\n` }),
      ...shell('open reproduce.py'),
      ...later(),
    ],
    'whose lines are not those that the call wrote': [
      ...shell(`edit 1:1\n${script.map((line) => `${line} #`).join('\n')}\nend_of_edit\n`),
      ...later(),
    ],
    'of which only a line or two are the same': [
      ...shell(`edit 1:1\n${script.slice(0, 2).join('\n')}\nend_of_edit\n`),
      ...later(),
    ],
  };
  it.each(Object.entries(kept))('leaves alone results %s', (_, parts) => {
    expect(echoed(parts)).toEqual(parts.map(({ text }) => text));
  });
});
