import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { App } from '../app.js';
import { type Config, loadConfig } from '../config.js';
import { toCtxoptError } from '../errors.js';
import { defineCommand } from './command.js';

interface Finding {
  readonly ok: boolean;
  /** What was seen. */
  readonly detail: string;
  /** What to do if it is not ok. */
  readonly fix?: string;
}

/** Each is one thing that can be wrong with an installation. A check that throws has failed with what it threw. */
const checks: Readonly<Record<string, (app: App, config: Config) => Promise<Finding>>> = {
  async runtime() {
    const ok = Number(process.versions.node.split('.')[0]) >= 20;
    return {
      ok,
      detail: `Node ${process.versions.node} on ${process.platform}`,
      fix: 'Install Node 20 or newer.',
    };
  },

  async store(app) {
    const { backend, location, warning } = await app.store.status();
    return warning
      ? {
          ok: false,
          detail: `${backend}: ${warning}`,
          fix: 'npm rebuild better-sqlite3, or see the message above.',
        }
      : { ok: true, detail: `${backend} at ${location}` };
  },

  async grammars(app) {
    const text = 'export class Probe {\n  run(): void {\n    return;\n  }\n}\n';
    const read = await app.compute.run('view', {
      display: 'probe.ts',
      text,
      version: 'v:0',
      view: 'outline',
    });
    const ok = read.text.includes('run(): void');
    return { ok, detail: ok ? 'TypeScript parses' : 'no outline came back', fix: 'Install ctxopt anew.' };
  },

  async embedder(app, { embedder }) {
    const { id, warning } = await app.compute.run('embedder', embedder);
    return warning === undefined
      ? { ok: true, detail: id ?? 'none, as CTXOPT_EMBEDDER says' }
      : { ok: false, detail: warning, fix: 'Unset CTXOPT_EMBEDDER, or see the message above.' };
  },

  async roots(_app, { roots }) {
    for (const root of roots) await access(root, constants.R_OK);
    return {
      ok: roots.length > 0,
      detail: roots.length > 0 ? roots.join(', ') : 'no folder may be read',
      fix: 'Start ctxopt in a project folder, or name folders in CTXOPT_ROOTS.',
    };
  },

  async 'MCP round trip'() {
    const { tools, first } = await roundTrip();
    return { ok: tools === 5, detail: `${tools} tools listed; ${first}`, fix: 'Install ctxopt anew.' };
  },
};

export const doctor = defineCommand({
  name: 'doctor',
  synopsis: '[--json]',
  summary:
    'Checks runtime, store, grammars, embedder, roots and a full MCP round trip, and says what to fix.',
  options: { json: { type: 'boolean', help: 'print one JSON object, for programs' } },
  async run(args, terminal) {
    const app = await terminal.app();
    const config = loadConfig(terminal.env, terminal.cwd);
    const findings: Record<string, Finding> = {};
    for (const [name, check] of Object.entries(checks)) {
      const finding = await check(app, config).catch((thrown): Finding => {
        const { message, hint } = toCtxoptError(thrown);
        return { ok: false, detail: message, fix: hint };
      });
      findings[name] = finding;
      if (args.flag('json')) continue;
      terminal.out(`${finding.ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(15)} ${finding.detail}\n`);
      if (!finding.ok && finding.fix) terminal.out(`      ${' '.repeat(15)} → ${finding.fix}\n`);
    }
    const ok = Object.values(findings).every((finding) => finding.ok);
    if (args.flag('json')) terminal.out(`${JSON.stringify({ ok, checks: findings }, null, 2)}\n`);
    return ok ? 0 : 1;
  },
});

/** How long a server may take to answer before it counts as broken, in milliseconds. */
const PATIENCE = 20_000;

/** Starts this very program as a client would, over stdio, lists its tools and calls one. */
async function roundTrip(): Promise<{ readonly tools: number; readonly first: string }> {
  const program = fileURLToPath(new URL('../cli.js', import.meta.url));
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, CTXOPT_HOME: ':memory:' },
  });
  const timer = setTimeout(() => child.kill(), PATIENCE);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = async (id: number, method: string, params: object): Promise<Record<string, unknown>> => {
    send({ id, method, params });
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const answer = JSON.parse(line.value) as { id?: number; result?: Record<string, unknown> };
      if (answer.id === id) return answer.result ?? {};
    }
    throw new Error(`the server ended without an answer to ${method}`);
  };
  try {
    const clientInfo = { name: 'ctxopt-doctor', version: '1' };
    await ask(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    send({ method: 'notifications/initialized' });
    const { tools } = (await ask(2, 'tools/list', {})) as { tools?: unknown[] };
    const result = await ask(3, 'tools/call', { name: 'get_usage_stats', arguments: {} });
    return { tools: tools?.length ?? 0, first: result.isError ? 'a call failed' : 'a call answered' };
  } finally {
    clearTimeout(timer);
    child.kill();
  }
}
