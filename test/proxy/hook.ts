import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Hook {
  readonly url: string;
  /** Bodies that came, parsed. */
  readonly posts: unknown[];
}

/** Something that takes posts of JSON. @param statuses of its answers in order; 0 hangs up; then 204 */
export async function startHook(...statuses: readonly number[]): Promise<Hook> {
  const posts: unknown[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      posts.push(JSON.parse(text));
      const status = statuses[posts.length - 1] ?? 204;
      if (status === 0) response.destroy();
      else response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`, posts };
}
