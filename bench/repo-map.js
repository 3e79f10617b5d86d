// How long the map of a repository takes, cold and again, how much memory the server then holds, and how long other calls
// wait meanwhile. Of the folder that `--repo` names; else of one made of 5,000 files.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const dist = path.resolve(import.meta.dirname, '..', process.env.CTXOPT_DIST ?? 'dist');

/** Milliseconds between two pings. */
const PAUSE = 20;

/** Modules of some 40 lines that import one another, so that a graph is there to be ranked. */
function makeRepository() {
  const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-bench-'));
  for (let n = 0; n < 5000; n++) {
    const file = path.join(folder, `src/part${n % 50}/module${n}.ts`);
    mkdirSync(path.dirname(file), { recursive: true });
    const used = [Math.floor(n / 2), Math.floor(n / 3)];
    const imports = used.map((m) => `import { compute${m} } from '../part${m % 50}/module${m}.js';\n`);
    const functions = Array.from({ length: 6 }, (_, f) =>
      [
        `/** Step ${f} of module ${n}. */`,
        `export function ${f === 0 ? `compute${n}` : `step${f}Of${n}`}(input: number): number {`,
        `  const first = compute${used[0]}(input + ${f});`,
        `  const second = compute${used[1]}(first * ${n});`,
        '  return first > second ? first : second;',
        '}\n',
      ].join('\n'),
    );
    writeFileSync(file, [...imports, ...functions].join('\n'));
  }
  return folder;
}

async function connect(cwd, home) {
  const client = new Client({ name: 'bench', version: '1.0.0' }, { versionNegotiation: { mode: 'legacy' } });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [path.join(dist, 'src/cli.js')],
    cwd,
    env: { PATH: process.env.PATH, HOME: home, CTXOPT_HOME: home, CTXOPT_LOG: 'silent' },
    stderr: 'ignore',
  });
  await client.connect(transport);
  return { client, pid: transport.pid };
}

/** Milliseconds that a call takes, the server's CPU time for it in seconds, and the longest that a ping waited meanwhile. */
async function timed({ client, pid }, args) {
  const spent = cpuOf(pid);
  let waited = 0;
  let running = true;
  const pings = (async () => {
    while (running) {
      const asked = performance.now();
      await client.ping();
      waited = Math.max(waited, performance.now() - asked);
      await sleep(PAUSE);
    }
  })();
  const began = performance.now();
  const result = await client.callTool(
    { name: 'smart_read', arguments: args },
    { timeout: 600_000, resetTimeoutOnProgress: true, onprogress: () => {} },
  );
  const took = performance.now() - began;
  running = false;
  await pings;
  if (result.isError) throw new Error(result.content[0].text);
  return { took, cpu: cpuOf(pid) - spent, waited, head: result.content[0].text.split('\n', 1)[0] };
}

/** Clock ticks a second, in which Linux counts CPU time. */
const TICKS = 100;

/** Seconds of CPU time that a process has taken, its threads' included; Linux alone tells. */
function cpuOf(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/);
  const [user, system] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / TICKS;
}

/** The most memory that a process ever held, in MiB; Linux alone tells. */
function peakOf(pid) {
  if (process.platform !== 'linux') return undefined;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

export async function run(args = []) {
  const { repo } = parseArgs({ args, options: { repo: { type: 'string' } } }).values;
  const folder = repo ? path.resolve(repo) : makeRepository();
  const home = mkdtempSync(path.join(tmpdir(), 'ctxopt-bench-home-'));
  try {
    const first = await connect(folder, home);
    const cold = await timed(first, { path: '.' });
    const warm = await timed(first, { path: '.' });
    const asked = await timed(first, { path: '.', query: 'where is the next step computed' });
    const peak = peakOf(first.pid);
    await first.client.close();
    const second = await connect(folder, home);
    const restarted = await timed(second, { path: '.' });
    await second.client.close();
    const seconds = ({ took }) => `${(took / 1000).toFixed(2)} s`;
    const calls = { cold, again: warm, restarted, question: asked };
    const waited = Math.max(...Object.values(calls).map((call) => call.waited));
    const cpu = Object.entries(calls).map(([name, call]) => `${name} ${call.cpu.toFixed(2)} s`);
    return {
      title: `The map of a repository: ${cold.head}`,
      rows: [
        { name: 'cold, nothing indexed', value: seconds(cold), aim: '< 60 s', ok: cold.took < 60_000 },
        { name: 'again', value: seconds(warm), aim: '< 1 s', ok: warm.took < 1000 },
        {
          name: 'again, by a server just started',
          value: seconds(restarted),
          aim: '< 3 s',
          ok: restarted.took < 3000,
        },
        { name: 'a question, all indexed', value: seconds(asked), aim: '< 3 s', ok: asked.took < 3000 },
        {
          name: 'longest that another call waited meanwhile',
          value: `${Math.round(waited)} ms`,
          aim: '< 100 ms',
          ok: waited < 100,
        },
        ...(peak === undefined
          ? []
          : [
              {
                name: 'most memory that the server held',
                value: `${Math.round(peak)} MiB`,
                aim: '< 500 MiB',
                ok: peak < 500,
              },
            ]),
      ],
      notes: [`CPU time of the server: ${cpu.join(', ')}`],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
    if (!repo) rmSync(folder, { recursive: true, force: true });
  }
}
