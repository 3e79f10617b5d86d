import { resources } from '../../resources/index.js';
import { tools } from '../../tools/index.js';
import { instructions } from '../../tools/instructions.js';
import { createApp } from '../app.js';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { serveOnStdio } from '../mcp/stdio.js';
import { VERSION } from '../version.js';

/** What a person sees who starts by hand what is meant to be started by a client. */
const GREETING = `ctxopt ${VERSION} is an MCP server: it is waiting for a client on standard input.
Add it to Claude Code:  claude mcp add ctxopt -- npx -y ctxopt
Commands for people:    ctxopt --help
Stop with Ctrl-C.
`;

/** Serves MCP over stdio until the client goes: what `ctxopt` without arguments does. */
export async function serve(config: Config, log: Log): Promise<void> {
  if (process.stdin.isTTY) process.stderr.write(GREETING);
  await serveOnStdio({ app: createApp(config, log), tools, resources, instructions, version: VERSION });
}
