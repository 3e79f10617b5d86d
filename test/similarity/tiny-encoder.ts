import { SPECIAL, writeTinyModel } from './tiny-model.js';

const WORDS = ['red', 'blue', 'green', 'cat', 'dog'];

/** A row of numbers for each word: colors lie along the first axis, animals along the second. */
const ROWS = [
  [0, 0, 0, 0],
  [0, 0, 0.1, 0],
  [0, 0, 0, 0.1],
  [0, 0, 0, 0.1],
  [0, 0, 0, 0],
  [1, 0, 0.1, 0],
  [1, 0.1, 0, 0],
  [1, 0, 0, 0.1],
  [0, 1, 0.1, 0],
  [0.1, 1, 0, 0],
];

/** Writes a sentence encoder that a real runtime loads: a word's vector is looked up. */
export function writeTinyEncoder(folder: string): Promise<void> {
  return writeTinyModel(folder, {
    config: { architectures: ['BertModel'] },
    words: [...SPECIAL, ...WORDS],
    rows: ROWS,
    output: 'last_hidden_state',
  });
}
