// Many requests at once, many in all, and many streams held.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { conversation, words } from './bodies.js';
import { clientOf, median, quantile } from './client.js';

const SECONDS = 2;
const ROUNDS = 3;

/** Requests of 2 KB a second, the servers in turns. */
export async function throughput(servers) {
  const body = words(2000, 7);
  const rows = [];
  for (const connections of [16, 64]) {
    const rates = new Map(servers.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const server of servers) rates.get(server.name).push(await rateOf(server, connections, body));
    }
    const bare = median(rates.get('bare forwarder'));
    for (const [name, measured] of rates) {
      const rate = median(measured);
      const against =
        name === 'direct' || name === 'bare forwarder'
          ? ''
          : `, ${(rate / bare).toFixed(2)}× the bare forwarder`;
      rows.push({ name: `${connections} connections: ${name}${against}`, value: `${Math.round(rate)} /s` });
    }
  }
  return rows;
}

async function rateOf(server, connections, body) {
  const client = clientOf(server, connections);
  await inParallel(connections, () => client.send(body));
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  const began = performance.now();
  await inParallel(connections, async () => {
    for (; performance.now() < end; done++) await client.send(body);
  });
  const rate = done / ((performance.now() - began) / 1000);
  await client.close();
  return rate;
}

const REQUESTS = 20_000;
const WARM = 6_000;
const STEP = 250;
/** Growth by which memory still counts as flat, in MiB over all requests after the first ones. */
const FLAT = 10;

/** Memory over many requests, each a conversation of its own. */
export async function memory(servers) {
  const rows = [];
  for (const server of servers.filter(({ name }) => name === 'passthrough' || name === 'rewriting')) {
    const client = clientOf(server, 8);
    const samples = [];
    for (let sent = 0; sent < REQUESTS; sent += STEP) {
      await inParallel(8, async (lane) => {
        for (let at = lane; at < STEP; at += 8) await client.send(conversation(2000, 10_000 + sent + at));
      });
      if (sent >= WARM) samples.push({ x: sent, y: residentOf(server.pid) });
    }
    await client.close();
    const slope = slopeOf(samples);
    const growth = slope * (REQUESTS - WARM);
    rows.push({
      name: `${server.name}: ${(slope * 1000 * 1024).toFixed(0)} KiB a thousand requests, ${Math.round(samples.at(-1).y)} MiB in the end`,
      value: `${growth.toFixed(1)} MiB`,
      aim: `at most ${FLAT} MiB over ${REQUESTS - WARM} requests`,
      ok: growth <= FLAT,
    });
  }
  return rows;
}

const STREAMS = 500;

/** Streams that are held at once: whether all end, and how late their events come. */
export async function streams(servers) {
  const rows = [];
  const body = words(2000, 7);
  for (const server of servers) {
    const client = clientOf(server, STREAMS);
    const ended = await Promise.allSettled(Array.from({ length: STREAMS }, () => client.stream(body)));
    await client.close();
    const delays = ended.flatMap(({ value = [] }) => value);
    const whole = ended.filter(({ value }) => value?.length === 40).length;
    rows.push({
      name: `${server.name}: ${STREAMS} streams, events late by ${median(delays).toFixed(1)} ms, p99 ${quantile(delays, 0.99).toFixed(1)} ms`,
      value: `${whole} whole`,
      aim: 'all',
      ok: whole === STREAMS,
    });
  }
  return rows;
}

function inParallel(count, work) {
  return Promise.all(Array.from({ length: count }, (_, lane) => work(lane)));
}

/** Resident memory of a process in MiB. */
function residentOf(pid) {
  if (process.platform === 'linux')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** By least squares. */
function slopeOf(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
}
