import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CtxoptError } from '../errors.js';

/**
 * Starts to listen.
 * @param port 0 takes any free one
 * @returns the port
 * @throws CtxoptError `invalid_input` if that cannot be listened on
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): CtxoptError {
  if (cause.code === 'EADDRINUSE') {
    return new CtxoptError(
      'invalid_input',
      `Port ${port} on ${host} is in use.`,
      'Choose another with --port, or end what is listening there.',
      { cause },
    );
  }
  const hint =
    cause.code === 'EACCES'
      ? 'Ports below 1024 are reserved: choose a higher one.'
      : 'Check --host and --port.';
  return new CtxoptError('invalid_input', `Cannot listen on ${host}:${port}: ${cause.message}`, hint, {
    cause,
  });
}
