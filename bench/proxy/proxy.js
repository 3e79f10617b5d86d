// What ctxopt's proxy adds to requests, beside a bare forwarder and none, all in one run and in turns.
//   npm run bench:proxy -- [--only latency|passes|throughput|memory|streams]…
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { latency, passes } from './latency.js';
import { memory, streams, throughput } from './load.js';
import { startServers } from './servers.js';

const MEASURES = { latency, passes, throughput, streams, memory };

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: Object.keys(MEASURES) } },
});
const unknown = values.only.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.versions.node}, ${process.platform}, ${availableParallelism()} cores.`);
const { servers, stop } = await startServers();
let missed = 0;
try {
  for (const name of values.only) {
    console.log(`\n${name}`);
    for (const { name: what, value, aim, ok } of await MEASURES[name](servers)) {
      if (ok === false) missed += 1;
      const verdict = ok === undefined ? '    ' : ok ? 'ok  ' : 'MISS';
      console.log(
        `  ${verdict}  ${what.padEnd(72)} ${String(value).padStart(20)}${aim ? `   aim ${aim}` : ''}`,
      );
    }
  }
} finally {
  await stop();
}
console.log(missed === 0 ? '\nEvery aim is met.' : `\n${missed} aims are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
