// What each way adds to a request's time, measured in turns so that what else the machine does falls on all.
import { generator, shuffled } from '../random.js';
import { conversation, words } from './bodies.js';
import { clientOf, median } from './client.js';

const WARM = 40;
const ROUNDS = 300;
const AIM = 1.5;
const KB = 1000;

/** Added median latency with nothing to rewrite, against direct and against the bare forwarder. */
export async function latency(servers) {
  const rows = [];
  for (const size of [2, 400]) {
    const rounds = size > 100 ? ROUNDS / 2 : ROUNDS;
    const medians = await inTurns(servers, rounds, () => words(size * KB, 7));
    const direct = medians.get('direct');
    const bare = medians.get('bare forwarder') - direct;
    rows.push({
      name: `${size} KB: direct, and what a bare forwarder adds`,
      value: `${ms(direct)} + ${ms(bare)}`,
    });
    for (const name of ['passthrough', 'rewriting']) {
      const added = medians.get(name) - direct;
      rows.push({
        name: `${size} KB: ${name === 'rewriting' ? 'rewriting, with nothing to do,' : name} adds ${ms(added)}`,
        value: `${(added / bare).toFixed(2)}×`,
        aim: `at most ${AIM}× the bare forwarder`,
        ok: added / bare <= AIM,
      });
    }
  }
  return rows;
}

const PASSES_AIM = 15;
const NEW = 40;

/** What rewriting adds to what it sees for the first time, against the same bytes passed through. */
export async function passes(servers) {
  const [plain, rewriting] = ['passthrough', 'rewriting'].map((name) =>
    servers.find((one) => one.name === name),
  );
  const pair = [plain, rewriting];
  const fresh = await inTurns(pair, NEW, (round) => conversation(100 * KB, 1000 + round));
  const seen = await inTurns(pair, NEW, (round) => conversation(400 * KB + round * 4 * KB, 77));
  const added = (medians) => medians.get('rewriting') - medians.get('passthrough');
  return [
    {
      name: '100 KB not seen before: rewriting adds to passing through',
      value: ms(added(fresh)),
      aim: `at most ${PASSES_AIM} ms`,
      ok: added(fresh) <= PASSES_AIM,
    },
    { name: '400 KB, of which 4 KB are new: rewriting adds', value: ms(added(seen)) },
    {
      name: 'requests of those that rewriting made smaller',
      value: `${fresh.get('smaller')} + ${seen.get('smaller')} of ${2 * NEW}`,
    },
  ];
}

/** Median milliseconds by server. @param bodyOf of a round */
async function inTurns(servers, rounds, bodyOf) {
  const clients = servers.map((server) => ({ name: server.name, client: clientOf(server), times: [] }));
  const warm = Math.min(WARM, rounds);
  const random = generator(1);
  let smaller = 0;
  for (let round = -warm; round < rounds; round++) {
    const body = bodyOf(round);
    // What a server does after its answer falls on whichever comes next: on each as often as on any other.
    for (const { client, times } of shuffled(clients, random)) {
      const { time, headers } = await client.send(body);
      if (round < 0) continue;
      times.push(time);
      if (Number(headers['x-ctxopt-saved'] ?? 0) > 0) smaller++;
    }
  }
  await Promise.all(clients.map(({ client }) => client.close()));
  return new Map([...clients.map(({ name, times }) => [name, median(times)]), ['smaller', smaller]]);
}

function ms(value) {
  return `${value.toFixed(2)} ms`;
}
