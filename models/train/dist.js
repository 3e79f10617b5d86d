import path from 'node:path';

/** The compiled ctxopt whose words and model layout are used; another one than the checkout's by `CTXOPT_DIST`. */
const dist = path.resolve(import.meta.dirname, '../..', process.env.CTXOPT_DIST ?? 'dist');

/** One of its modules, by its path under `src/similarity`. */
const fromDist = (module) => import(path.join(dist, 'src/similarity', module));

export const { forEachGram, forEachWord } = await fromDist('embedding-words.js');
export const { encodeEmbeddingModel } = await fromDist('embedding-model.js');
export const { createStaticEmbedder } = await fromDist('static-embedder.js');
