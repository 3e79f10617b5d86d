import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { CLI, serverEnv } from './connect.js';

export interface ProxyProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Messages of the log so far, of the level `warn` and above, with what they say was the reason. */
  logged(): readonly string[];
  /** Everything that was written to standard error and output. */
  written(): string;
  /** Ends it as a person would. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

export interface ProxyProcessOptions {
  /** Where the store lies, and its configuration. */
  readonly home: string;
  /** What is given as `--upstream`. */
  readonly upstream: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its configuration file, YAML. */
  readonly config?: string;
  /** A command that is handed the proxy's as its arguments. */
  readonly inside?: readonly string[];
}

/** Every tool result is optimized as far as handles allow; nothing else is changed, so that bodies compare byte by byte. */
const CONFIG = 'defaults: { level: balanced, promptCaching: false, rewriteCached: false }\n';

/** Starts `ctxopt proxy` on a free port, and waits until it says where it listens. */
export async function startProxyProcess(options: ProxyProcessOptions): Promise<ProxyProcess> {
  const { home, upstream, env = {}, inside = [] } = options;
  await mkdir(home, { recursive: true });
  const config = `${home}.yaml`;
  await writeFile(config, options.config ?? CONFIG);
  const proxy = [process.execPath, CLI, 'proxy', '--port', '0', '--config', config, '--upstream', upstream];
  const [command, ...args] = [...inside, ...proxy];
  const child = spawn(command!, args, {
    env: serverEnv({ CTXOPT_HOME: home, CTXOPT_LOG: 'warn', CTXOPT_EMBEDDER: 'none', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await closed;
  };
  onTestFinished(() => end('SIGKILL'));
  let out = '';
  const url = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      out += chunk;
      const found = /ANTHROPIC_BASE_URL=(\S+)\n.*OLLAMA_HOST/s.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void closed.then(() => reject(new Error(`ctxopt proxy ended: ${out}`)));
  });
  return {
    url,
    child,
    written: () => out,
    logged: () => out.split('\n').flatMap(messageOf),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function messageOf(line: string): readonly string[] {
  if (!line.startsWith('{')) return [];
  const { message, reason } = JSON.parse(line) as { readonly message: string; readonly reason?: string };
  return [reason === undefined ? message : `${message}: ${reason}`];
}
