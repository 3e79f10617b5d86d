// A process of its own that writes to a store: node writer.mjs LOCATION SESSION ROWS.
// One JSON line on stdout for each three rows that were acknowledged, and a last one with the store's status.
import { writeSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [location, session, rows] = process.argv.slice(2);
const dist = process.env.CTXOPT_DIST ?? path.resolve(import.meta.dirname, '../../dist');
const load = (file) => import(pathToFileURL(path.join(dist, 'src', file)).href);
const { createStore } = await load('store/create-store.js');
const { stringOf } = await load('context/exact-bytes.js');

const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
const store = createStore({ location, warn: (warning) => say({ warning }) });

for (let n = 0; n < Number(rows); n++) {
  // Every tenth is large, to be in the middle of a write for longer.
  const text = `${session} ${n} `.repeat(n % 10 === 9 ? 20_000 : 50);
  const hash = await store.putOriginal(text);
  await store.recordUsage({
    at: Date.now(),
    session,
    project: '/p',
    tool: 'smart_read',
    view: 'full',
    baseline: 0,
    returned: n,
    sent: 1,
  });
  const key = hash.slice(0, 32);
  await store.putDecisions([{ key, until: key, text: session, before: n, after: 1 }]);
  const original = await store.getOriginalBytes(hash);
  say({ n, hash, found: original !== undefined && stringOf(original.text) === text });
}
const events = await store.usage({ session });
say({ events: events.length, status: await store.status() });
await store.close();
