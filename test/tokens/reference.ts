import { Tiktoken } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import type { Encoding } from '../../src/tokens/bpe.js';

const oracles: Readonly<Record<Encoding, Tiktoken>> = {
  o200k_base: new Tiktoken(o200k),
  cl100k_base: new Tiktoken(cl100k),
};

/** What js-tiktoken counts, special tokens taken as ordinary text. Quadratic on long runs: keep the text short. */
export function referenceCount(encoding: Encoding, text: string): number {
  return oracles[encoding].encode(text, [], []).length;
}

export const encodings: readonly Encoding[] = ['o200k_base', 'cl100k_base'];
