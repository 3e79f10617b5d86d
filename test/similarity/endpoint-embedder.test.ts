import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createEndpointEmbedder } from '../../src/similarity/endpoint-embedder.js';

interface Asked {
  readonly authorization: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
}

describe('an embeddings endpoint', () => {
  let server: Server | undefined;
  const asked: Asked[] = [];
  afterEach(() => {
    server?.close();
    asked.length = 0;
  });

  /** Answers with what `answer` makes of a request; a vector a text unless told otherwise. */
  async function endpoint(
    answer: (input: readonly string[]) => unknown = (input) => ({
      data: input.map((text) => ({ embedding: [3, 4, text.length ? 0 : 1] })),
    }),
    status = 200,
  ): Promise<string> {
    server = createServer(async (request, response) => {
      const { model, input } = JSON.parse(await bodyOf(request)) as Asked;
      asked.push({ authorization: request.headers.authorization, model, input });
      response.writeHead(status).end(JSON.stringify(answer(input)));
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embeddings`;
  }

  it('is asked in batches, and its vectors are brought to length 1', async () => {
    const url = await endpoint();
    const embedder = await createEndpointEmbedder({ url, model: 'small', key: 'sesame' });
    expect(embedder.dimensions).toBe(3);
    expect(embedder.id).toBe(`endpoint:${new URL(url).host}:small`);
    const vectors = await embedder.embed(Array.from({ length: 130 }, (_, at) => `text ${at}`));
    expect(vectors).toHaveLength(130);
    for (const vector of vectors) expect([...vector]).toEqual([...Float32Array.of(0.6, 0.8, 0)]);
    expect(asked.map(({ input }) => input.length)).toEqual([1, 64, 64, 2]);
    expect(
      asked.every(({ model, authorization }) => model === 'small' && authorization === 'Bearer sesame'),
    ).toBe(true);
  });

  it('is not asked about blanks', async () => {
    const embedder = await createEndpointEmbedder({ url: await endpoint(), model: 'm' });
    const [blank, word, empty] = await embedder.embed([' ', 'x', '']);
    expect([[...blank!], word!.length, [...empty!]]).toEqual([[0, 0, 0], 3, [0, 0, 0]]);
    expect(asked.at(-1)!.input).toEqual(['x']);
  });

  it.each<[string, unknown, number, string]>([
    ['an error', { error: 'no' }, 500, 'status 500'],
    ['fewer vectors', { data: [] }, 200, 'it gave 0 vectors for 1 texts'],
    ['no numbers', { data: [{ embedding: ['a'] }] }, 200, 'vectors for 1 texts'],
    ['something else', { hello: 1 }, 200, 'it gave 0 vectors'],
  ])('fails with a reason if it answers with %s', async (_, answer, status, reason) => {
    const url = await endpoint(() => answer, status);
    const failure = createEndpointEmbedder({ url, model: 'm', key: 'sesame' });
    await expect(failure).rejects.toMatchObject({ code: 'upstream_failed' });
    await expect(failure).rejects.toThrow(reason);
    await expect(failure).rejects.not.toThrow('sesame');
  });

  it('fails with a reason if nobody answers', async () => {
    await expect(
      createEndpointEmbedder({ url: 'http://127.0.0.1:1/v1/embeddings', model: 'm' }),
    ).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
