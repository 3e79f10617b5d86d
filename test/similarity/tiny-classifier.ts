import { SPECIAL, writeTinyModel } from './tiny-model.js';

/** Words by how much a text needs them, and the parts of one that falls in two. */
const LOGITS: Readonly<Record<string, readonly [drop: number, keep: number]>> = {
  the: [3, -3],
  very: [2, -2],
  really: [1, -1],
  server: [-2, 2],
  port: [-3, 3],
  ser: [0, 1],
  '##ving': [1, 0],
};

/**
 * Writes a token classifier that a real runtime loads: whether a token stays is looked up.
 * @param labels how many it tells apart
 */
export function writeTinyClassifier(folder: string, labels = 2): Promise<void> {
  const rows = [...SPECIAL.map(() => [0, 0] as const), ...Object.values(LOGITS)];
  return writeTinyModel(folder, {
    config: {
      architectures: ['BertForTokenClassification'],
      id2label: Object.fromEntries(Array.from({ length: labels }, (_, at) => [at, `LABEL_${at}`])),
    },
    words: [...SPECIAL, ...Object.keys(LOGITS)],
    rows: rows.map((row) => Array.from({ length: labels }, (_, at) => row[at] ?? 0)),
    output: 'logits',
  });
}
