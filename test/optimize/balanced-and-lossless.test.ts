import { describe, expect, it } from 'vitest';
import { optimize } from '../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';
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

describe('balanced', () => {
  it('takes no more than lossless of a session whose results end with one prompt', async () => {
    const parts = ['pebble: ELF 64-bit LSB executable', decompiled, 'pebble 17 is wet'].map((text, at) =>
      result(`messages.${at}.content`, `${text}\n${prompt}`, { input: { command: `step ${at}` } }),
    );
    const reportAt = async (level: 'lossless' | 'balanced') =>
      (await optimize(contextOf(parts), { level, tokenizer: tokenizerFor() })).report;
    const [lossless, balanced] = [await reportAt('lossless'), await reportAt('balanced')];
    expect(lossless.after).toBeLessThan(0.7 * lossless.before);
    expect(balanced.after).toBeLessThan(lossless.after);
  });
});
