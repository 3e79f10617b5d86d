import { describe, expect, it } from 'vitest';
import type { Compute } from '../../src/compute/compute.js';
import { type ReadMessageRequest, readMessage } from '../../src/compute/read-message.js';
import { stringOf } from '../../src/context/exact-bytes.js';
import { longArgumentsIn, longMessageReader } from '../../src/mcp/long-message.js';
import { optimizeContextTool } from '../../tools/optimize-context.js';

function readerOver(job: (request: ReadMessageRequest) => unknown) {
  const compute = {
    run: async (_name: string, request: ReadMessageRequest) => job(request),
    close: async () => {},
  };
  return longMessageReader(compute as unknown as Compute, [optimizeContextTool]);
}

const content = 'a line\n'.repeat(200_000);
const call = (args: unknown) =>
  Buffer.from(
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'optimize_context', arguments: args, _meta: { progressToken: 5 } },
    }),
  );

describe('longMessageReader', () => {
  it('puts long arguments where they are found again, and where nothing writes them out', async () => {
    const read = await readerOver(readMessage)(call({ content, level: 'balanced' }));
    const { message } = read as { message: { params: { _meta: Record<string, unknown> } } };
    const long = longArgumentsIn(message.params._meta);
    expect(Object.keys(long)).toEqual(['content']);
    expect(stringOf(long.content!)).toBe(content);
    expect(JSON.parse(JSON.stringify(message))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'optimize_context',
        arguments: { content: '', level: 'balanced' },
        _meta: { progressToken: 5 },
      },
    });
  });

  it('tells why a message cannot be taken', async () => {
    expect(await readerOver(readMessage)(Buffer.from('{"id":1,'))).toEqual({
      code: -32_700,
      reason: 'This is no JSON.',
    });
    const beside = await readerOver(readMessage)(call({ content, query: 'why '.repeat(1_000_000) }));
    expect(beside).toEqual({
      code: -32_600,
      reason: expect.stringMatching(/^A message has over 2 MiB beside content, messages\. Put .* file/),
    });
    const dead = readerOver(() => {
      throw new Error('the thread died');
    });
    expect(await dead(call({ content }))).toMatchObject({ code: -32_603 });
  });
});
