// What everything is compared with: a client's own reader on the answer files, which it is told.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromDist } from './dist.js';

const { createBpeTokenizer } = await fromDist('tokens/bpe.js');
const { clientReadBaseline } = await fromDist('read/client-reader.js');

/** Lines that a client's reader gives of a file. */
const LINES = 2000;

/** Every count of this benchmark: o200k_base, exact. */
export const tokenizer = createBpeTokenizer('o200k_base');

/** What a client's reader gives of whole files, and its tokens: of each at most 2,000 lines and 25,000 tokens. */
export function readWhole(folder, files) {
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return {
    text: files.map((file, i) => `${file}\n${texts[i].split('\n').slice(0, LINES).join('\n')}`).join('\n'),
    tokens: texts.reduce((sum, text) => sum + clientReadBaseline(text, tokenizer), 0),
  };
}
