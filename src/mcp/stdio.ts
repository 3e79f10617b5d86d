import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { untilSignal } from '../net/until-signal.js';
import { createMcpServer, type ServerParts } from './create-mcp-server.js';
import { longMessageReader } from './long-message.js';
import { createStdioTransport } from './stdio-transport.js';

/**
 * Serves MCP over this process's standard input and output until the input ends or the process is told to stop, then
 * closes the App. Nothing but protocol goes to standard output from then on: whatever else writes there ends up on
 * standard error.
 */
export async function serveOnStdio(parts: ServerParts): Promise<void> {
  const { app } = parts;
  const { transport, closed } = createStdioTransport({
    input: process.stdin,
    write: claimStdout(),
    readLong: longMessageReader(app.compute, parts.tools),
  });
  process.stdout.on('error', () => void transport.close());
  const serving = serveStdio(({ era }) => createMcpServer(parts, { era, transport: 'stdio' }), {
    transport,
    onerror: (error) => app.log.warn('protocol error', { reason: error.message }),
  });
  const signal = untilSignal();
  await Promise.race([closed, signal.received]);
  signal.forget();
  await serving.close();
  await app.close();
}

function claimStdout(): (line: string, done: (error?: Error | null) => void) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (line, done) => write(line, done);
}
