/**
 * What a thread begins with. Node 20 aborts the whole process if a thread is ended while it requires an ES module, which is
 * how the pool loads one; to import it is safe. The pool waits for the promise.
 */
export = { __esModule: true, default: import('./worker.js').then(({ default: work }) => work) };
