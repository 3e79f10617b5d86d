import { fromDist } from '../read/dist.js';

const { createEmbedder } = await fromDist('similarity/create-embedder.js');
const { disagreements } = await fromDist('similarity/agreement.js');
const { jaccard, shingles } = await fromDist('similarity/shingles.js');
const { proseSentences } = await fromDist('similarity/prose-sentences.js');
const { cosine, keyOf, restatements } = await fromDist('similarity/restatements.js');

const chosen = await createEmbedder({ kind: 'static' });
if (!chosen.embedder) throw new Error(chosen.warning);

/** The embedder that ships with ctxopt. */
export const { embedder } = chosen;

/**
 * Ways to tell whether two texts say the same. `score(a, b)` is higher the more alike they are. One that `decides` gives 1 and more to
 * those that it merges; the others need a bar.
 */
export const methods = [
  { name: 'shingles', score: async (a, b) => jaccard(shingles(a), shingles(b)) },
  { name: 'embedder', score: alike },
  {
    name: 'embedder, numbers and names',
    score: async (a, b) => (disagreements(a, b).length > 0 ? -1 : 0) + (await alike(a, b)),
  },
  {
    name: 'embedder and claims (the pass)',
    decides: true,
    score: async (a, b) => ((await isRestated(a, b)) ? 1 : 0) + (await alike(a, b)) / 2,
  },
];

async function alike(a, b) {
  const [left, right] = await embedder.embed([a, b]);
  return cosine(left, right);
}

/** Whether every sentence of one text is merged with one of the other, as the pass merges them. */
async function isRestated(a, b) {
  const [first, second] = [proseSentences(a), proseSentences(b)];
  const claims = [...first, ...second].map((sentence, at) => ({
    ...sentence,
    key: keyOf(sentence.text),
    ...(at > 0 && at !== first.length ? { previous: at - 1 } : {}),
  }));
  const merged = (await restatements(claims, embedder)).filter(
    ({ of, at }) => of < first.length && at >= first.length,
  );
  const said = second.reduce((length, { start, end }) => length + end - start, 0);
  return second.length > 0 && merged.length === second.length && said >= b.trim().length - second.length;
}
