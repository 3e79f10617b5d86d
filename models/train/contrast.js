import { createStep } from './contrast-step.js';
import { shuffle } from './random.js';

/** Pairs of one package that stay together, so that a batch has near misses. */
const RUN = 64;

/**
 * Moves the rows of an embedding so that the two sides of a pair come closer to each other than to the other pairs of
 * the batch. A text is the sum of its features' rows, set to length 1; the loss is the cross entropy of the right
 * partner, in both directions (A. van den Oord et al., "Representation Learning with Contrastive Predictive Coding",
 * 2018; the batch as negatives: M. Henderson et al., "Efficient Natural Language Response Suggestion", 2017). The rate
 * falls to zero over all steps. Changes `table`; deterministic.
 *
 * @param table rows × dimensions
 * @param pairs `{ package, start, middle, end }`: the places of the two sides in `pairWords`
 * @param features a word's rows, with the share that each has in it: `{ starts, rows, shares }`
 * @param batch pairs in one step, a multiple of four
 * @param dropout the share of words that a text loses each time it is seen
 */
export function trainOnPairs(settings) {
  const { table, dimensions, pairs, pairWords, features, batch, epochs, rate, dropout, random, log } =
    settings;
  const step = createStep({ table, dimensions, batch, features });
  const steps = epochs * Math.floor(pairs.length / batch);
  let done = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = inRuns(pairs, random);
    let loss = 0;
    for (; done < (steps / epochs) * epoch; done++) {
      const at = (done % (steps / epochs)) * batch;
      const chosen = order.slice(at, at + batch);
      const left = chosen.map(({ start, middle }) => pick(pairWords, start, middle, dropout, random));
      const right = chosen.map(({ middle, end }) => pick(pairWords, middle, end, dropout, random));
      loss += step(left, right, rate * (1 - done / steps));
    }
    log?.(`epoch ${epoch}: loss ${((loss * epochs) / steps).toFixed(3)}`);
  }
}

/** The pairs in random order, but runs of one package together. */
function inRuns(pairs, random) {
  const byPackage = new Map();
  for (const pair of pairs) {
    const group = byPackage.get(pair.package);
    if (group) group.push(pair);
    else byPackage.set(pair.package, [pair]);
  }
  const runs = [];
  for (const group of byPackage.values()) {
    shuffle(group, random);
    for (let at = 0; at < group.length; at += RUN) runs.push(group.slice(at, at + RUN));
  }
  return shuffle(runs, random).flat();
}

/** Some of the words of a side, at least one. */
function pick(words, start, end, dropout, random) {
  const picked = [];
  for (let at = start; at < end; at++) if (random() >= dropout) picked.push(words[at]);
  if (picked.length === 0) picked.push(words[start]);
  return picked;
}
