import path from 'node:path';
import { type App, createApp } from '../app.js';
import { loadConfig } from '../config.js';
import { CtxoptError } from '../errors.js';
import type { Log } from '../log.js';
import type { Terminal } from './command.js';

/** Bytes of standard input that are taken at most, as of a file. */
const MOST_INPUT = 64 * 1024 * 1024;

/** The process's own terminal. `close` ends what a command opened. */
export function createTerminal(log: Log): { readonly terminal: Terminal; close(): Promise<void> } {
  let app: App | undefined;
  // A pipe's reader that has seen enough (`ctxopt read … | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const terminal: Terminal = {
    env: process.env,
    cwd: process.cwd(),
    isTerminal: process.stdout.isTTY === true,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: readStdin,
    async app() {
      // The person who types a path may read it: at the command line the whole disk is the workspace, secrets excepted.
      const config = loadConfig(process.env, process.cwd());
      const everything = path.parse(process.cwd()).root;
      app ??= createApp(
        { ...config, roots: [...new Set([process.cwd(), ...config.roots, everything])] },
        log,
      );
      return app;
    },
  };
  return { terminal, close: async () => app?.close() };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > MOST_INPUT) {
      throw new CtxoptError(
        'too_large',
        'Standard input is over 64 MiB.',
        'Give a part of it, e.g. with grep, head or tail; or split it, and give each part.',
      );
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
