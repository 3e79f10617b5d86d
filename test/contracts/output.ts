import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/context/context.js';
import { factsOf, isCritical } from '../../src/optimize/facts.js';
import type { OutputRules } from '../../src/optimize/output.js';
import { outputs } from '../../src/optimize/outputs.js';
import { toolOutput } from '../../src/optimize/passes/tool-output.js';
import { conciseOutput } from '../../src/optimize/programs/concise-output.js';
import { recognizeOutput } from '../../src/optimize/programs/recognize-output.js';
import { envFor, result } from './pass.js';

const root = path.resolve(import.meta.dirname, '../fixtures/outputs');

export interface OutputCases {
  /** Command lines by which the program is recognized. */
  readonly commands: readonly string[];
  /** Command lines by which it is not. */
  readonly otherCommands?: readonly string[];
  /** Lines that are not taken for its output, though they come near. */
  readonly otherLines?: readonly string[];
  /** The fixtures, without `.txt`, that are recognized by their command alone, and that command. */
  readonly byCommand?: Readonly<Record<string, string>>;
}

/** Fixtures of a program: `test/fixtures/outputs/NAME/*.txt`, each with its `.expected.txt`. */
export function outputFixtures(name: string): readonly { readonly name: string; readonly text: string }[] {
  const folder = path.join(root, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && !file.endsWith('.expected.txt'))
    .map((file) => ({ name: file.slice(0, -4), text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** The program's result with a text, of a command if given. */
export function outputPart(text: string, command?: string): Part {
  return result('a', text, command === undefined ? {} : { input: { command } });
}

/**
 * What the rules for a program must hold: what they make of each fixture is what its `.expected.txt` says, nothing
 * that matters goes with it, and no input throws them off.
 */
export function outputContract(output: OutputRules, cases: OutputCases): void {
  const { commands, otherCommands = [], otherLines = [], byCommand = {} } = cases;
  const recognizes = (part: Part) => recognizeOutput(part, part.text.split('\n'), outputs).includes(output);
  const fixtures = outputFixtures(output.name);

  describe(`${output.name} keeps the contract of an output`, () => {
    it.each(commands)('is recognized by %j', (command) => {
      expect(recognizes(outputPart('', command))).toBe(true);
    });

    it.each(otherCommands)('is not recognized by %j', (command) => {
      expect(recognizes(outputPart('', command))).toBe(false);
    });

    it.each(otherLines)('is not recognized by the line %j', (line) => {
      expect(recognizes(outputPart(`before\n${line}\nafter`))).toBe(false);
    });

    it('has fixtures, and patterns without state', () => {
      expect(fixtures.length).toBeGreaterThan(0);
      for (const pattern of patternsOf(output)) expect(pattern.flags).not.toMatch(/[gym]/);
      expect(output.content?.flags ?? '').toBe('');
      for (const { what } of output.leaveOut) expect(what).toMatch(/^[^[\]]*[^su]s\b[^[\]]*$/);
    });

    describe.each(fixtures)('of $name', ({ name, text }) => {
      const given = outputPart(text, byCommand[name]);
      const [after] = toolOutput.run([given], envFor()) as readonly [Part];

      it('is recognized', () => {
        expect(recognizes(given)).toBe(true);
      });

      it('leaves what is expected', async () => {
        await expect(after.text).toMatchFileSnapshot(path.join(root, output.name, `${name}.expected.txt`));
      });

      it('loses no critical fact', () => {
        const critical = (of: string) =>
          factsOf(of)
            .filter(({ kind }) => isCritical(kind))
            .map(({ kind, value }) => `${kind} ${value}`);
        expect(critical(after.text)).toEqual(expect.arrayContaining(critical(text)));
      });

      it('adds nothing but its marker and notes, and changes no order', () => {
        if (output.shorten || output.regroup || after === given) return;
        const lines = text.split('\n');
        let from = 0;
        for (const line of after.text.split('\n').slice(1)) {
          const at = lines.indexOf(line, from);
          if (at < 0) expect(line).toMatch(/^ *\t*… \w/);
          else from = at + 1;
        }
      });

      it('reads the same with the line ends of Windows', () => {
        const windows = outputPart(text.replaceAll('\n', '\r\n'), byCommand[name]);
        const [now] = toolOutput.run([windows], envFor()) as readonly [Part];
        const body = (of: string) => of.replaceAll('\r', '').split('\n').slice(1);
        expect(body(now.text)).toEqual(body(after.text));
      });

      it('is left alone the second time', () => {
        const again = { ...after, source: { ...after.source, text: after.text } };
        expect(toolOutput.run([again], envFor())).toEqual([again]);
      });
    });

    it.each(Object.entries(hostileTexts(fixtures.map(({ text }) => text))))('is done with %s', (_, text) => {
      conciseOutput(text.split('\n'), [output], () => false);
      recognizes(outputPart(text));
    });
  });
}

function patternsOf(output: OutputRules): readonly RegExp[] {
  const rules = [output, ...output.leaveOut, ...(output.shorten ?? [])];
  return rules.flatMap((rule) => Object.values(rule).filter((value) => value instanceof RegExp));
}

/** Long lines, and many, of what a careless pattern runs over again and again. */
function hostileTexts(samples: readonly string[]): Readonly<Record<string, string>> {
  const lines = samples.flatMap((sample) => sample.split('\n')).filter((line) => line.trim() !== '');
  const longest = 1990;
  const drawnOut = lines.flatMap((line) => {
    const half = line.slice(0, Math.ceil(line.length / 2));
    return [
      half.repeat(Math.ceil(longest / half.length)).slice(0, longest),
      half + ' '.repeat(longest - 500),
    ];
  });
  const long = (unit: string) => `${unit.repeat(Math.floor(longest / unit.length))}\n`.repeat(50);
  return {
    'the beginnings of its lines, drawn out': drawnOut.join('\n'),
    'its lines, very often':
      lines.length > 0 ? `${lines.join('\n')}\n`.repeat(20_000 / lines.length + 1) : '',
    'its first lines, very often': lines.length > 0 ? `${lines.slice(0, 2).join('\n')}\n`.repeat(10_000) : '',
    letters: long('a'),
    blanks: long(' '),
    digits: long('1'),
    dots: long('.'),
    colons: long('a:'),
    slashes: long('a/'),
    words: long('a b '),
    brackets: long('[('),
    'line ends': '\n'.repeat(200_000),
  };
}
