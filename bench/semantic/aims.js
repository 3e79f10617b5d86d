import { mergedOf } from './report.js';

/** What the pass should reach, each with what it does. It is the last of the methods, shingles are the first. */
export function aims(measured) {
  const [shingles, pass] = [measured[0], measured[measured.length - 1]];
  const found = ({ records }) => mergedOf(records.filter(({ same }) => same));
  const wrong = mergedOf(pass.records.filter(({ same }) => !same));
  const other = mergedOf(pass.others.filter(({ same, kind }) => !same || kind !== 'boilerplate'));
  return [
    { text: `hard negatives merged: ${wrong}, none`, ok: wrong === 0 },
    { text: `code, log lines and other boilerplate merged: ${other}, none`, ok: other === 0 },
    {
      text: `paraphrases merged: ${found(pass)}, more than the ${found(shingles)} of shingles alone`,
      ok: found(pass) > found(shingles),
    },
  ];
}
