import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { toolOutput } from '../../../src/optimize/passes/tool-output.js';
import { optimize } from '../../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../../src/tokens/tokenizer-for.js';
import { outputFixtures } from '../../contracts/output.js';
import { envFor, passContract, result, textsAfter } from '../../contracts/pass.js';

const [verbose, quiet] = ['verbose', 'quiet'].map(
  (name) => outputFixtures('pytest').find((fixture) => fixture.name === name)!.text,
) as [string, string];

passContract(toolOutput, {
  'a test run': [result('a', verbose, { input: { command: 'pytest -v' } })],
  'a failed command': [result('a', verbose, { isError: true })],
  'a build and its tests': [
    result('a', `   Compiling itoa v1.0.11\n   Compiling ryu v1.0.18\n   Compiling syn v2.0.66\n${verbose}`),
  ],
});

describe('tool-output', () => {
  it('puts one marker with the handle first', () => {
    const [text] = textsAfter(toolOutput, [result('a', verbose)]);
    expect(text!.split('\n')[0]).toBe(
      `[ctxopt: pytest output without 47 of 118 lines, 2 lines shortened, ${handleOf(verbose)}]`,
    );
    expect(text!.match(/ctx:/g)).toHaveLength(1);
  });

  it('leaves alone a file that was read', () => {
    const read = result('a', verbose, { name: 'Read', input: { file_path: 'log.txt' } });
    const cat = result('b', verbose, { name: 'Bash', input: { command: 'cat log.txt' } });
    expect(toolOutput.run([read, cat], envFor())).toEqual([read, cat]);
  });

  it('leaves alone a part from which something was taken already', () => {
    const text = `${verbose}\n[ctxopt: 12 repeated lines, ctx:0123456789ab]`;
    expect(textsAfter(toolOutput, [result('a', text)])).toEqual([text]);
  });

  it('knows a program by its command where its output does not tell', () => {
    const lines = Array.from({ length: 6 }, (_, k) => `tests/test_a.py::test_number_${k} PASSED`).join('\n');
    expect(textsAfter(toolOutput, [result('a', lines)])).toEqual([lines]);
    const command = 'cd api && python -m pytest -v | grep PASSED';
    expect(textsAfter(toolOutput, [result('a', lines, { input: { command } })])).toEqual([
      `[ctxopt: pytest output without 6 of 6 lines, ${handleOf(lines)}]\n… 6 passed tests`,
    ]);
  });

  it.each([
    ['verbose', verbose],
    ['quiet', quiet],
  ])('stands before the gate on a %s run, with all that failed', async (_, text) => {
    const part = result('a', text, { input: { command: 'pytest' } });
    const context = { format: 'test', messages: [{ role: 'tool' as const, parts: [part] }], frozen: 0 };
    const { context: after, report } = await optimize(context, {
      level: 'balanced',
      tokenizer: tokenizerFor(),
      passes: [toolOutput],
    });
    const [now] = after.messages[0]!.parts;
    expect(now!.text).toContain('[ctxopt: pytest output');
    for (const line of text.split('\n').filter((line) => /^(?:FAILED|ERROR|E {3})/.test(line))) {
      expect(now!.text).toContain(line);
    }
    expect(report.after).toBeLessThan(report.before);
  });
});
