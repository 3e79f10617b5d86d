// How long ctxopt takes from its start to an answered tools/list, and how much memory it then holds, as ratios to a
// bare server on the same SDK. Both are started in turn, so that whatever else the machine does falls on both.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROUNDS = 21;

const here = import.meta.dirname;
const dist = path.resolve(here, '..', process.env.CTXOPT_DIST ?? 'dist');
const ours = path.join(dist, 'src/cli.js');
const bare = path.join(here, 'bare-server.js');

const requests = [
  {
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1.0.0' },
    },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
];

/** Starts a server; resolves to milliseconds until tools/list is answered, and KiB resident then. */
async function start(script) {
  const began = performance.now();
  const child = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, CTXOPT_HOME: ':memory:' },
  });
  const exited = once(child, 'exit');
  for (const request of requests) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
  let answered;
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line);
    if (message.id !== 2) continue;
    if (!message.result?.tools?.length) throw new Error(`${script} lists no tools: ${line}`);
    answered = { milliseconds: performance.now() - began, resident: residentOf(child.pid) };
    break;
  }
  if (!answered) throw new Error(`${script} ended without an answer`);
  child.stdin.end();
  await exited;
  return answered;
}

/** Resident memory of a process in KiB. */
function residentOf(pid) {
  if (process.platform === 'linux') {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export async function run() {
  await start(bare);
  await start(ours);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ bare: await start(bare), ours: await start(ours) });
  }
  const of = (server, measure) => median(rounds.map((round) => round[server][measure]));
  const ratio = (measure) => median(rounds.map((round) => round.ours[measure] / round.bare[measure]));
  const time = ratio('milliseconds');
  const memory = ratio('resident');
  const ms = (server) => `${Math.round(of(server, 'milliseconds'))} ms`;
  const mib = (server) => `${Math.round(of(server, 'resident') / 1024)} MiB`;
  return {
    title: `Start, against a bare one-tool SDK server (median of ${ROUNDS} pairs)`,
    rows: [
      {
        name: `start to answered tools/list (${ms('ours')} : ${ms('bare')})`,
        value: `${time.toFixed(2)}×`,
        aim: '≤ 1.25×',
        ok: time <= 1.25,
      },
      {
        name: `resident memory after the handshake (${mib('ours')} : ${mib('bare')})`,
        value: `${memory.toFixed(2)}×`,
        aim: '≤ 1.30×',
        ok: memory <= 1.3,
      },
    ],
  };
}
