import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { factsOf, isCritical } from '../../../src/optimize/facts.js';
import { stackFrames } from '../../../src/optimize/passes/stack-frames.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/stack-frames');
const fixture = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');
const languages = ['node', 'python', 'java', 'go', 'others'];
const fold = (text: string, tool = {}) => textsAfter(stackFrames, [result('a', text, tool)])[0]!;
const critical = (text: string) =>
  factsOf(text).flatMap(({ kind, value }) => (isCritical(kind) ? [`${kind} ${value}`] : []));

passContract(
  stackFrames,
  Object.fromEntries(languages.map((name) => [`traces of ${name}`, [result('a', fixture(`${name}.txt`))]])),
);

describe('stack-frames', () => {
  it.each(languages)('folds traces of %s as written by hand', (name) => {
    const text = fixture(`${name}.txt`);
    expect(fold(text)).toBe(fixture(`${name}.expected.txt`).replace('HANDLE', handleOf(text)));
  });

  it.each(languages)('keeps every critical fact of %s', (name) => {
    const text = fixture(`${name}.txt`);
    expect(critical(fold(text))).toEqual(expect.arrayContaining(critical(text)));
  });

  it('folds a recursion of ten thousand frames', () => {
    const frames = Array.from({ length: 10_000 }, () => '    at f (/app/a.js:1:20)').join('\n');
    expect(fold(`RangeError: too much\n${frames}\n    at main (/app/a.js:9:1)`).split('\n').slice(1)).toEqual(
      [
        'RangeError: too much',
        '    at f (/app/a.js:1:20)',
        '    … this frame 9,999 times more',
        '    at main (/app/a.js:9:1)',
      ],
    );
  });

  it('keeps the last frame of a recursion in Python', () => {
    const frame = '  File "a.py", line 3, in f\n    return f(n + 1)\n';
    const text = `Traceback (most recent call last):\n${frame.repeat(50)}RecursionError: too deep\n`;
    expect(fold(text).split('\n').slice(1).join('\n')).toBe(
      `Traceback (most recent call last):\n${frame}  … this frame 48 times more\n${frame}RecursionError: too deep\n`,
    );
  });

  const library = (file: string, line: number, said: string) =>
    `  File "/usr/lib/python3.11/json/${file}.py", line ${line}, in ${said}\n    return ${said}(s)\n`;
  const calls = [
    library('__init__', 346, 'loads'),
    library('decoder', 337, 'decode'),
    library('scanner', 60, 'scan'),
  ];
  const raised = (frames: readonly string[]) =>
    `Traceback (most recent call last):\n  File "/app/a.py", line 3, in f\n    g(s)\n${frames.join('')}${library('decoder', 355, 'raw_decode')}ValueError: no JSON\n`;

  it('keeps two frames of libraries of Python, which show how the error was come to', () => {
    expect(fold(raised(calls.slice(0, 2)))).toBe(raised(calls.slice(0, 2)));
    expect(fold(raised(calls)).split('\n').slice(1).join('\n')).toBe(raised(['  … 3 frames of python\n']));
  });

  it.each([
    ['a trace of own code', 'Error: x\n    at a (/app/a.js:1:2)\n    at b (/app/b.js:3:4)\n'.repeat(1)],
    ['prose', 'We met\n  at noon (sharp)\n  at night (late)\nand left.\n'],
    ['a numbered list', ' 1: buy milk\n 2: buy bread\n 3: buy eggs\n'],
  ])('leaves %s alone', (_, text) => {
    expect(fold(text)).toBe(text);
  });

  it('leaves a file that was read alone', () => {
    const text = fixture('java.txt');
    expect(fold(text, { name: 'Read', input: { file_path: 'trace.txt' } })).toBe(text);
  });
});
