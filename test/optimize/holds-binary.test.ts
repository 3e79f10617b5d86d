import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holdsBinary } from '../../src/optimize/holds-binary.js';
import { terminalNoise } from '../../src/optimize/passes/terminal-noise.js';
import { whitespace } from '../../src/optimize/passes/whitespace.js';
import { result, textsAfter } from '../contracts/pass.js';

/** Deterministic bytes in which every value comes as often as any other. */
function bytes(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = Math.imul(state, 1_664_525) + 1_013_904_223;
      return state >>> 16;
    }),
  );
}

const LOG = '\x1b[32mok\x1b[0m step done   \n\n\n'.repeat(2000);

describe('holdsBinary', () => {
  it.each([
    ['any bytes, decoded as Latin-1', bytes(5000).toString('latin1')],
    ['any bytes, decoded as UTF-8', bytes(5000).toString('utf8')],
    ['a program', readFileSync(process.execPath).subarray(0, 5000).toString('utf8')],
    ['few bytes', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['bytes in the midst of a log', `${LOG}${bytes(3000).toString('utf8')}${LOG}`],
  ])('is true of %s, and nothing in it is taken for noise', (_, text) => {
    expect(holdsBinary(text)).toBe(true);
    expect(textsAfter(terminalNoise, [result('a', text)])).toEqual([text]);
    expect(textsAfter(whitespace, [result('a', text)])).toEqual([text]);
  });

  it.each([
    ['', ''],
    ['colors', LOG],
    ['what `tput sgr0` writes', '\x1b(B\x1b[m\x0fok\n'.repeat(500)],
    ['a progress line', '10%\r20%\r\x07done\b\b\b\bDONE\n'.repeat(500)],
    ['a NUL here and there', `${'a line of words, and more of them\n'.repeat(100)}\0`.repeat(10)],
    ['broken characters', 'gr\ufffd\ufffder\n'.repeat(500)],
  ])('is false of %s', (_, text) => {
    expect(holdsBinary(text)).toBe(false);
  });
});
