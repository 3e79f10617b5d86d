// Starts what is measured, each in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
const cli = path.resolve(here, '../../dist/src/cli.js');

/** @returns {Promise<{ servers: { name: string, url: string, pid: number }[], stop(): Promise<void> }>} `direct` is the upstream itself */
export async function startServers() {
  const home = mkdtempSync(path.join(tmpdir(), 'ctxopt-bench-'));
  const running = [];
  const start = async (name, args) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CTXOPT_HOME: path.join(home, name.replaceAll(/\W/g, '-')), CTXOPT_LOG: 'error' },
    });
    running.push(child);
    return { name, pid: child.pid, url: await urlIn(child, name) };
  };
  const upstream = await start('direct', [path.join(here, 'upstream.js')]);
  const proxy = [cli, 'proxy', '--port', '0', '--upstream', upstream.url];
  const servers = [
    upstream,
    await start('bare forwarder', [path.join(here, 'forwarder.js'), upstream.url]),
    await start('passthrough', [...proxy, '--passthrough']),
    await start('rewriting', proxy),
  ];
  return {
    servers,
    async stop() {
      await Promise.all(
        running.map((child) => new Promise((resolve) => child.once('exit', resolve) && child.kill())),
      );
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The URL in what a server says first. What else it said is told if it fails. */
async function urlIn(child, name) {
  const said = [];
  return new Promise((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        said.push(line);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (url) resolve(url);
      });
    }
    child.once('exit', (code) => {
      if (code) console.error(`${name} ended with ${code}: ${said.slice(-5).join('\n')}`);
      reject(new Error(`${name} did not start`));
    });
  });
}
