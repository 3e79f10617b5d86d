import { toUSVString } from 'node:util';
import { CtxoptError } from '../errors.js';
import type { Embedder } from './embedder.js';

export interface EndpointOptions {
  /** Of an OpenAI-compatible embeddings endpoint, e.g. Ollama's `http://127.0.0.1:11434/v1/embeddings`. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; never kept or logged. */
  readonly key?: string;
}

/** Texts in one request. */
const BATCH = 64;
const MAX_TEXT = 8000;
/** Milliseconds for one request. */
const PATIENCE = 60_000;

/**
 * Asks a server for vectors. What is compared leaves this process for it.
 * @throws CtxoptError `upstream_failed` if the server does not answer with as many vectors as it was given texts
 */
export async function createEndpointEmbedder(options: EndpointOptions): Promise<Embedder> {
  const [probe] = await request(['probe'], options);
  const dimensions = probe!.length;
  return {
    id: `endpoint:${new URL(options.url).host}:${options.model}`,
    dimensions,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += BATCH) {
        const batch = texts.slice(from, from + BATCH);
        // Servers refuse empty texts.
        const said = batch.filter((text) => text.trim() !== '');
        const answered = said.length > 0 ? await request(said, options) : [];
        let next = 0;
        for (const text of batch) {
          const vector = text.trim() === '' ? new Float32Array(dimensions) : answered[next++]!;
          if (vector.length !== dimensions) throw failed(options, 'its vectors differ in length');
          vectors.push(vector);
        }
      }
      return vectors;
    },
  };
}

async function request(
  texts: readonly string[],
  { url, model, key }: EndpointOptions,
): Promise<readonly Float32Array[]> {
  const input = texts.map((text) => toUSVString(text.slice(0, MAX_TEXT)));
  let body: unknown;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ model, input }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    body = await response.json();
  } catch (cause) {
    throw failed({ url, model }, (cause as Error).message, cause);
  }
  const data = (body as { data?: unknown }).data;
  const vectors = Array.isArray(data)
    ? data.map((item: { embedding?: unknown }) => vectorOf(item?.embedding))
    : [];
  if (vectors.length !== texts.length || vectors.some((vector) => vector === undefined)) {
    throw failed({ url, model }, `it gave ${vectors.length} vectors for ${texts.length} texts`);
  }
  return vectors as readonly Float32Array[];
}

/** A vector brought to length 1; undefined for what is none. */
function vectorOf(value: unknown): Float32Array | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(Number.isFinite)) return undefined;
  const vector = Float32Array.from(value as number[]);
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((coordinate) => coordinate / length);
}

function failed({ url, model }: EndpointOptions, why: string, cause?: unknown): CtxoptError {
  const { origin, pathname } = new URL(url);
  return new CtxoptError(
    'upstream_failed',
    `The embeddings endpoint ${origin}${pathname} failed for ${model}: ${why}`,
    'Check that it runs and has that model, or unset CTXOPT_EMBEDDER.',
    cause === undefined ? {} : { cause },
  );
}
