import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FIGURES } from '../../src/mcp/call-tool.js';
import { createClient, ERAS, type Era, overHttp, serve, spawnServer, textOf } from './connect.js';

const closers: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

async function connect(transport: 'stdio' | 'http', era: Era): Promise<Client> {
  const client = createClient(era);
  if (transport === 'stdio') {
    await client.connect(spawnServer());
  } else {
    const serving = await serve();
    closers.push(serving.close);
    await client.connect(overHttp(serving));
  }
  closers.push(() => client.close());
  return client;
}

/** Everything that the server notifies of by this method from now on. */
function notificationsOf(client: Client, method: string): unknown[] {
  const seen: unknown[] = [];
  const transport = client.transport!;
  const deliver = transport.onmessage!;
  transport.onmessage = (message, extra) => {
    if ('method' in message && message.method === method) seen.push(message.params);
    deliver(message, extra);
  };
  return seen;
}

describe.each(['stdio', 'http'] as const)('over %s', (transport) => {
  describe.each(ERAS)('in revision %s', (era) => {
    let client: Client;
    beforeAll(async () => {
      client = await connect(transport, era);
    });

    it('shakes hands and says who it is', () => {
      expect(client.getNegotiatedProtocolVersion()).toBe(era);
      expect(client.getServerVersion()).toMatchObject({ name: 'ctxopt', version: '1.2.3' });
      expect(client.getInstructions()).toBe('For tests.');
    });

    it('lists its tools with schema, title and annotations', async () => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('echo');
      expect(tools[0]).toMatchObject({
        title: 'A test tool',
        annotations: { title: 'A test tool', readOnlyHint: true, openWorldHint: false },
        inputSchema: { type: 'object', required: ['text'] },
      });
    });

    it('repeats little of what it does not know', async () => {
      const long = 'x'.repeat(5000);
      const asks = [
        () => client.callTool({ name: long }),
        () => client.readResource({ uri: `test://${long}` }),
      ];
      for (const ask of asks) {
        const error = await ask().then(
          () => expect.unreachable(),
          (thrown: unknown) => thrown as Error,
        );
        expect(error.message).toContain('There is no');
        expect(JSON.stringify({ ...error, message: error.message }).length).toBeLessThan(2000);
      }
    });

    it('answers a call with text alone and figures in _meta', async () => {
      const result = await client.callTool({ name: 'echo', arguments: { text: 'hello ', times: 2 } });
      expect(textOf(result)).toBe('2 times\n\nhello hello ');
      expect(result).not.toHaveProperty('structuredContent');
      expect(result._meta?.[FIGURES]).toEqual({
        times: 2,
        returned: { tokens: expect.any(Number), tokenizer: 'o200k_base', exact: true },
      });
    });

    it('turns a failing tool into a result that says so, and lives on', async () => {
      const failed = await client.callTool({ name: 'fail', arguments: { how: 'by accident' } });
      expect(failed.isError).toBe(true);
      expect(textOf(failed)).toMatch(/^internal: x is not a function\n/);
      expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toContain('on');
    });

    it('names the tools there are when asked for another', async () => {
      await expect(client.callTool({ name: 'nothing', arguments: {} })).rejects.toThrow(
        /no tool nothing\. There are: echo/,
      );
    });

    it('reports progress', async () => {
      // Watched on the wire: the client drops progress that arrives together with the result.
      const steps = notificationsOf(client, 'notifications/progress');
      await client.callTool({ name: 'steps', arguments: { of: 3 } }, { onprogress: () => {} });
      expect(steps).toMatchObject([
        { progress: 1, total: 3, message: 'step 1' },
        { progress: 2, total: 3, message: 'step 2' },
        { progress: 3, total: 3, message: 'step 3' },
      ]);
      steps.length = 0;
      await client.callTool({ name: 'steps', arguments: { of: 100_000 } }, { onprogress: () => {} });
      expect(steps.length).toBeGreaterThan(90);
      expect(steps.length).toBeLessThan(110);
    });

    it('stops a call that the client cancels', async () => {
      const controller = new AbortController();
      const call = client.callTool(
        { name: 'wait', arguments: {} },
        { signal: controller.signal, onprogress: () => controller.abort(new Error('enough')) },
      );
      await expect(call).rejects.toThrow();
      expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toContain('on');
    });

    it('lists and reads resources', async () => {
      const long = await client.callTool({ name: 'long', arguments: { lines: 3000, width: 10 } });
      const handle = /ctx:[0-9a-f]{12}/.exec(textOf(long))?.[0] ?? '';
      const { resources } = await client.listResources();
      expect(resources.map(({ uri }) => uri)).toEqual([
        'test://calls',
        `test://original/${encodeURIComponent(handle)}`,
      ]);
      const { resourceTemplates } = await client.listResourceTemplates();
      expect(resourceTemplates).toMatchObject([
        { uriTemplate: 'test://original/{handle}', mimeType: 'text/plain' },
      ]);
      const read = await client.readResource({ uri: resources[1]!.uri });
      expect(read.contents).toMatchObject([
        { mimeType: 'text/plain', text: expect.stringMatching(/^1: word/) },
      ]);
    });

    it('says which resource does not exist', async () => {
      await expect(client.readResource({ uri: 'test://original/ctx%3A0' })).rejects.toThrow(
        /Nothing under ctx:0/,
      );
      await expect(client.readResource({ uri: 'test://other' })).rejects.toThrow(
        /no resource test:\/\/other/,
      );
    });
  });
});

describe('updates', () => {
  it('reach a subscriber of the older era over stdio', async () => {
    const client = await connect('stdio', '2025-11-25');
    const updated = vi.fn();
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => updated(params.uri));
    await client.callTool({ name: 'echo', arguments: { text: 'unheard' } });
    await client.subscribeResource({ uri: 'test://calls' });
    await client.callTool({ name: 'echo', arguments: { text: 'heard' } });
    await vi.waitFor(() => expect(updated.mock.calls).toEqual([['test://calls']]));
    await client.unsubscribeResource({ uri: 'test://calls' });
    await client.callTool({ name: 'echo', arguments: { text: 'unheard' } });
    await client.listTools();
    expect(updated).toHaveBeenCalledTimes(1);
  });

  it.each(['stdio', 'http'] as const)('reach a listener of the newer era over %s', async (transport) => {
    const client = await connect(transport, '2026-07-28');
    const updated = vi.fn();
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => updated(params.uri));
    const subscription = await client.listen({ resourceSubscriptions: ['test://calls'] });
    await client.callTool({ name: 'echo', arguments: { text: 'heard' } });
    await vi.waitFor(() => expect(updated.mock.calls).toEqual([['test://calls']]));
    await subscription.close();
  });

  it('are not promised where nobody could be told', async () => {
    const client = await connect('http', '2025-11-25');
    expect(client.getServerCapabilities()?.resources).toEqual({});
  });
});
