import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/context/context.js';
import { outputs } from '../../src/optimize/outputs.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
import { outputFixtures, outputPart } from '../contracts/output.js';
import { result } from '../contracts/pass.js';
import { contextOf } from './sample-context.js';

const prompt = '(Open file: n/a)\n(Current directory: /home/user/contest/2024/rev/pebble)\nbash-$';

/** What a decompiler prints: many lines that differ in little. */
const decompiled = [
  'undefined8 main(void)',
  '{',
  ...Array.from({ length: 40 }, (_, k) => [
    `                    /* try { // try from 0010${(4608 + 37 * k).toString(16)} to 0010${(4630 + 37 * k).toString(16)} has its handler */`,
    `  pbVar${k % 3} = std::operator<<((basic_ostream<char,std::char_traits<char>> *)std::cout,"pebble ${k}");`,
    `  std::basic_ostream<char,std::char_traits<char>>::operator<<(pbVar${k % 3},std::endl<char,std::char_traits<char>>);`,
  ]).flat(),
  '}',
].join('\n');

const months = ['Jan', 'May', 'Nov'];
const listing = (dir: string, files: number) =>
  [
    `${dir}:`,
    `total ${files * 8}`,
    `drwxr-xr-x  3 ann ann 4096 ${months[files % 3]} 21 21:50 .`,
    'drwxr-xr-x 14 ann ann 4096 Nov 21 21:50 ..',
    ...Array.from(
      { length: files },
      (_, k) => `-rw-r--r--  1 ann ann ${String(k * 971 + 18).padStart(5)} Nov 21 21:46 pebble-${k}.ts`,
    ),
    '',
  ].join('\n');

/** What programs print of whose lines rules take words away, and that say the same again and again. */
const samples: Readonly<Record<string, string>> = {
  'ls -l src': listing('src', 18),
  'ls -laR .': [7, 18, 4, 30].map((files, at) => listing(`./shop/room-${at}`, files)).join('\n'),
  'git log': Array.from(
    { length: 20 },
    (_, k) =>
      `commit ${(k * 7919 + 104729).toString(16).repeat(10).slice(0, 40)}\nAuthor: Ann Stone <ann.stone@example.com>\nDate:   Tue Oct ${k + 3} 18:0${k % 10}:53 2031 +0200\n\n    Let the cart hold ${k} pebbles\n`,
  ).join('\n'),
  'git status': [
    'On branch main',
    'Changes not staged for commit:',
    '  (use "git add <file>..." to update what will be committed)',
    '  (use "git restore <file>..." to discard changes in working directory)',
    ...Array.from({ length: 30 }, (_, k) => `\tmodified:   src/shop/pebbles/pebble-${k}.ts`),
    '',
    'Untracked files:',
    '  (use "git add <file>..." to include in what will be committed)',
    ...Array.from({ length: 30 }, (_, k) => `\tsrc/shop/stones/stone-${k}.ts`),
    '',
    'no changes added to commit (use "git add" and/or "git commit -a")',
  ].join('\n'),
  'git diff --stat': Array.from(
    { length: 40 },
    (_, k) => ` src/shop/pebbles/pebble-${k}.ts | ${String(k % 7).padStart(3)} ${'+'.repeat(k % 7)}`,
  ).join('\n'),
  'ps aux': [
    'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
    ...Array.from(
      { length: 40 },
      (_, k) =>
        `root      ${String(k * 37).padStart(6)}  0.0  0.0      0     0 ?        I<   Nov21   0:00 [kworker/${k}:0H-events]`,
    ),
  ].join('\n'),
};

/** A log of a few statements, which share more than a fold of them could say shorter. */
const log = (lines: number) =>
  Array.from({ length: lines }, (_, k) => {
    const start = `20311018-18:1${k % 6}:${13 + (k % 40)}:${107 + k}|Pebble_Step|30002312|`;
    const said = [
      'onStandStepChanged',
      'getTodayTotalDetailSteps',
      'setTodayTotalDetailSteps',
      'onReceive action',
    ];
    return `${start}${said[(k * k) % 4]} ${3579 + k}${k % 3 === 0 ? `##${k * 7001}##548365` : ''}`;
  }).join('\n');

async function tokensAt(level: 'lossless' | 'balanced' | 'aggressive', parts: readonly Part[]) {
  return (await optimize(contextOf(parts), { level, tokenizer: tokenizerFor() })).report.after;
}

async function expectNoMoreWithEachLevel(part: Part): Promise<void> {
  const balanced = await tokensAt('balanced', [part]);
  expect(balanced).toBeLessThanOrEqual(await tokensAt('lossless', [part]));
  expect(await tokensAt('aggressive', [part])).toBeLessThanOrEqual(balanced);
}

describe('a level takes no more than the one that keeps more', () => {
  it.each(Object.entries(samples))('of what `%s` prints', async (command, text) => {
    await expectNoMoreWithEachLevel(outputPart(text, command));
    await expectNoMoreWithEachLevel(outputPart(text));
  });

  it.each([6, 12, 25, 60, 150])('of a log of %i lines', async (lines) => {
    await expectNoMoreWithEachLevel(outputPart(log(lines), `tail -n ${lines} pebble.log`));
  });

  it.each(outputs.map(({ name }) => name))(
    'of the output of %s, as it is and four times over',
    async (name) => {
      for (const { text } of outputFixtures(name)) {
        for (const given of [text, `${text}\n`.repeat(4)]) {
          await expectNoMoreWithEachLevel(outputPart(given));
          await expectNoMoreWithEachLevel(outputPart(given, name.replace('-', ' ')));
        }
      }
    },
  );
});

describe('balanced', () => {
  it('takes no more than lossless of a session whose results end with one prompt', async () => {
    const parts = ['pebble: ELF 64-bit LSB executable', decompiled, 'pebble 17 is wet'].map((text, at) =>
      result(`messages.${at}.content`, `${text}\n${prompt}`, { input: { command: `step ${at}` } }),
    );
    const before = parts.reduce((sum, { text }) => sum + tokenizerFor().count(text), 0);
    const lossless = await tokensAt('lossless', parts);
    expect(lossless).toBeLessThan(0.7 * before);
    expect(await tokensAt('balanced', parts)).toBeLessThan(lossless);
  });
});
