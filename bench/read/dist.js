import path from 'node:path';

/** The compiled ctxopt that is measured; another one than the checkout's by `CTXOPT_DIST`. */
export const dist = path.resolve(import.meta.dirname, '../..', process.env.CTXOPT_DIST ?? 'dist');

/** One of its modules, by its path under `src`. */
export const fromDist = (module) => import(path.join(dist, 'src', module));
