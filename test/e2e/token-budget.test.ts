import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connectStdio, temporaryFolder } from './connect.js';

describe('what every turn pays for', () => {
  const oracle = new Tiktoken(o200k);
  let server: Connection;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const made = await temporaryFolder();
    remove = made.remove;
    server = await connectStdio('legacy', { cwd: made.folder });
  });
  afterAll(async () => {
    await server?.close();
    await remove();
  });

  it('is under 1,100 o200k tokens: the whole of tools/list and the instructions', async () => {
    const list = JSON.stringify(await server.client.listTools());
    const instructions = server.client.getInstructions() ?? '';
    expect(instructions.length).toBeGreaterThan(100);
    expect(oracle.encode(list).length + oracle.encode(instructions).length).toBeLessThan(1100);
  });

  it('has no description that a client would cut', async () => {
    const { tools } = await server.client.listTools();
    for (const tool of tools) expect(Buffer.byteLength(tool.description ?? '')).toBeLessThan(2048);
    expect(Buffer.byteLength(server.client.getInstructions() ?? '')).toBeLessThan(2048);
  });
});
