import v8 from 'node:v8';
import vm from 'node:vm';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTap, type Observed, type WireName } from '../../src/proxy/taps/tap.js';
import { type TapSample, tapSamples } from './tap-samples.js';

const MEGABYTE = 1024 * 1024;

const codings: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => zlib.gzipSync(body),
  deflate: (body) => zlib.deflateSync(body),
  'deflate, without its header': (body) => zlib.deflateRawSync(body),
  br: (body) => zlib.brotliCompressSync(body),
};

/** Memory that is held, once what is not is collected. */
function heldMegabytes(): number {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MEGABYTE;
}

async function observe(
  wire: WireName,
  type: string | undefined,
  chunks: Iterable<Buffer>,
  coding?: string,
): Promise<Observed> {
  const tap = createTap(wire, type, coding);
  for (const chunk of chunks) tap.write(chunk);
  return tap.end();
}

function* split(body: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (let turn = 0; at < body.length; turn++) {
    const end = at + sizes[turn % sizes.length]!;
    // a copy, as a socket's buffers are not parts of one
    yield Buffer.from(body.subarray(at, end));
    at = end;
  }
}

const anySample = fc.constantFrom(...tapSamples);
const anySizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });

describe.each(tapSamples)('the tap on $name', ({ wire, type, body, says }: TapSample) => {
  const bytes = Buffer.from(body);

  it('says what the response says', async () => {
    expect(await observe(wire, type, [bytes])).toEqual(says);
  });

  it('says the same at every place where it may be split', async () => {
    for (let at = 1; at < bytes.length; at++) {
      const halves = [bytes.subarray(0, at), bytes.subarray(at)];
      expect(await observe(wire, type, halves), `split at ${at}`).toEqual(says);
    }
    expect(await observe(wire, type, split(bytes, [1]))).toEqual(says);
  });

  it.each(Object.keys(codings))('says the same from %s', async (coding) => {
    const header = coding.split(',', 1)[0]!;
    expect(await observe(wire, type, split(codings[coding]!(bytes), [7]), header)).toEqual(says);
  });
});

describe('a tap', () => {
  it('says the same however the bytes are split and lines end', () =>
    fc.assert(
      fc.asyncProperty(
        anySample,
        anySizes,
        fc.constantFrom('\n', '\r\n', '\r'),
        async (sample, sizes, end) => {
          fc.pre(end === '\n' || sample.type.startsWith('text/event-stream'));
          const bytes = Buffer.from(sample.body.replaceAll('\n', end));
          const whole = await observe(sample.wire, sample.type, [bytes]);
          expect(whole).toEqual(sample.says);
          expect(await observe(sample.wire, sample.type, split(bytes, sizes))).toEqual(whole);
        },
      ),
    ));

  it('says the same of any bytes however they are split, and throws for none', () =>
    fc.assert(
      fc.asyncProperty(
        anySample,
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 30 }), fc.nat()), { maxLength: 6 }),
        anySizes,
        fc.constantFrom(undefined, 'gzip', 'br', 'deflate', 'zstd', 'compress'),
        async ({ wire, type, body }, edits, sizes, coding) => {
          let bytes = Buffer.from(body);
          for (const edit of edits) {
            const at = typeof edit === 'number' ? edit % (bytes.length + 1) : bytes.length >> 1;
            const middle = typeof edit === 'number' ? Buffer.alloc(0) : Buffer.from(edit);
            bytes = Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + (edit === 0 ? 1 : 0))]);
          }
          const whole = await observe(wire, type, [bytes], coding);
          expect(await observe(wire, type, split(bytes, sizes), coding)).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    ));

  it('reads what came of a compressed stream that broke off', async () => {
    const { wire, type, body } = tapSamples[0]!;
    const gzip = zlib.createGzip();
    const chunks: Buffer[] = [];
    gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
    gzip.write(body.slice(0, body.indexOf('event: message_delta')));
    await new Promise<void>((resolve) => gzip.flush(zlib.constants.Z_SYNC_FLUSH, resolve));
    const seen = await observe(wire, type, chunks, 'gzip');
    expect(seen).toMatchObject({ model: 'claude-opus-5', ended: 'truncated' });
    expect(seen.usage?.cacheRead).toBe(1800);
  });

  it('does not know of what it cannot read', async () => {
    const { wire, body } = tapSamples[0]!;
    const bytes = [Buffer.from(body)];
    const events = 'text/event-stream';
    expect(await observe(wire, events, bytes, 'gzip')).toEqual({ ended: 'unknown' });
    expect(await observe(wire, events, bytes, 'snappy')).toEqual({ ended: 'unknown' });
    expect(await observe(wire, 'text/html', bytes)).toEqual({ ended: 'unknown' });
    expect(await observe(wire, undefined, [Buffer.from('<html>502')])).toEqual({ ended: 'unknown' });
    expect(await observe(wire, 'application/json', [])).toEqual({ ended: 'unknown' });
    expect(await observe(wire, 'application/json', [Buffer.from('[1]')])).toEqual({ ended: 'unknown' });
    expect(await observe(wire, 'application/json', [Buffer.from('{"a":1} {"b":2}')])).toEqual({
      ended: 'unknown',
    });
  });

  it('takes an error’s name and never its words', async () => {
    const body = '{"type":"error","error":{"type":"the prompt said: hello","message":"hello"}}';
    expect(await observe('anthropic-messages', 'application/json', [Buffer.from(body)])).toEqual({
      ended: 'error',
      error: { type: 'error' },
    });
  });

  it('passes over an event of 100 MB, and reads the next', async () => {
    const { wire, type, body, says } = tapSamples[0]!;
    const filler = Buffer.alloc(MEGABYTE, 'a');
    function* chunks() {
      yield Buffer.from('data: {"type":"content_block_delta","delta":"');
      for (let turn = 0; turn < 100; turn++) yield filler;
      yield Buffer.from(`"}\n\n${body}`);
    }
    expect(await observe(wire, type, chunks())).toEqual(says);
  });

  it.each([
    ['a million lines of one event', 'text/event-stream', `data: ${'x'.repeat(1000)}\n`, ''],
    ['a line without an end', 'text/event-stream', 'a'.repeat(1000), ''],
    ['a member without an end', 'application/json', 'a'.repeat(1000), '{"model":"'],
    ['a key without an end', 'application/json', 'a'.repeat(1000), '{"'],
    ['lines without a line’s end', 'application/x-ndjson', '{"done":true}\r'.repeat(100), ''],
  ])('holds little of %s', async (_, type, piece, start) => {
    const chunk = Buffer.from(piece.repeat(1000));
    const tap = createTap('openai-chat', type, undefined);
    tap.write(Buffer.from(start));
    const before = heldMegabytes();
    for (let turn = 0; turn < 100; turn++) tap.write(chunk);
    expect(heldMegabytes() - before).toBeLessThan(20);
    expect(['unknown', 'truncated']).toContain((await tap.end()).ended);
  });

  it('takes no more from the prompt for the cache than there is', async () => {
    const usage = { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 8 } };
    const body = Buffer.from(JSON.stringify({ model: 'm', usage }));
    expect((await observe('openai-chat', 'application/json', [body])).usage).toEqual({
      input: 0,
      cacheRead: 8,
      cacheWrite: 2,
      output: 0,
    });
  });

  it('reads a document of 100 MB that tells its usage last, and gives up one of 300 MB', async () => {
    function* numbers(megabytes: number) {
      yield Buffer.from('{"object":"list","data":[{"embedding":[0.1');
      const filler = Buffer.from(',-0.012345678'.repeat(80_000)).subarray(0, MEGABYTE);
      for (let turn = 0; turn < megabytes; turn++) yield filler;
      yield Buffer.from('0]}],"model":"m","usage":{"prompt_tokens":8}}');
    }
    const type = 'application/json';
    expect(await observe('openai-embeddings', type, numbers(100))).toMatchObject({
      usage: { input: 8 },
      ended: 'complete',
    });
    expect(await observe('openai-embeddings', type, numbers(300))).toEqual({ ended: 'unknown' });
  });

  it('is not blown up by a small body that decodes to gigabytes, or by deep nesting', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(300 * MEGABYTE, ' '), { level: 1 });
    expect(await observe('openai-chat', 'application/json', split(bomb, [65_536]), 'gzip')).toEqual({
      ended: 'unknown',
    });
    const deep = Buffer.from(`{"choices":${'['.repeat(5_000_000)}`);
    expect(await observe('openai-chat', 'application/json', [deep])).toEqual({ ended: 'truncated' });
  });
});
