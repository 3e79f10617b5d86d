// What recorded sessions of agents cost at a provider with a prompt cache: as they were, with a rewriter of histories
// that does not know of the cache, and with ctxopt's proxy. Each turn by turn through the simulator of `src/billing`.
//   npm run bench:bill -- [--data DIR] [--client NAME]… [--input TEXT] [--each]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createCompute } from '../../dist/src/compute/compute.js';
import { CLIENTS } from './clients.js';
import { aimsOf, table, worstOf } from './report.js';
import { sessionsIn } from './sessions.js';
import { WAYS } from './ways.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: path.join(import.meta.dirname, '../optimize/checkouts') },
    client: { type: 'string', multiple: true, default: CLIENTS.map(({ name }) => name) },
    input: { type: 'string', default: '' },
    each: { type: 'boolean', default: false },
  },
});
const sessions = sessionsIn(options.data).filter(({ name }) => name.includes(options.input));
if (sessions.length === 0) {
  console.log(
    `No session is in ${options.data}. Put checkouts of the repositories that bench/bill/sessions.js names there.`,
  );
  process.exit(0);
}

const compute = createCompute();
const records = [];
for (const session of sessions) {
  for (const client of CLIENTS.filter(({ name }) => options.client.includes(name))) {
    const turns = client.turnsOf(session.recording);
    const bills = {};
    for (const way of WAYS) bills[way.name] = await way.bill(turns, compute);
    records.push({ session: session.name, client: client.name, turns: turns.length, bills });
  }
  console.error(`${session.name}: ${session.recording.turns.length} turns`);
}
await compute.close();

console.log(
  `${sessions.length} sessions; US dollars at list price, cache prices included, tokens of Claude estimated; ratios are to the bill without.`,
);
if (options.each) console.log(`\n### Each session\n\n${table(records)}`);
console.log(`\n### By client\n\n${worstOf(records)}`);
const aims = aimsOf(records);
console.log(`\n### Aims\n\n${aims.map(({ text, ok }) => `- ${ok ? 'ok' : 'MISS'}: ${text}`).join('\n')}`);
process.exitCode = aims.every(({ ok }) => ok) ? 0 : 1;
