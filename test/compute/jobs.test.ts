import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobs } from '../../src/compute/jobs.js';
import { exactBytes, stringOf } from '../../src/context/exact-bytes.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

describe('handles', () => {
  const handle = (n: number) => `ctx:${n.toString(16).padStart(12, '0')}`;

  it('finds each handle of a text once', async () => {
    expect(await jobs.handles(`a ${handle(1)} b ${handle(2)} ${handle(1)} ctx:12`)).toEqual([
      handle(1),
      handle(2),
    ]);
  });

  it('stops at a thousand', async () => {
    const text = Array.from({ length: 5000 }, (_, n) => handle(n)).join(' ');
    expect(await jobs.handles(text)).toHaveLength(1000);
  });
});

describe('decode', () => {
  it('says what a file holds, of any kind of bytes', async () => {
    const bytes = new Uint8Array([...Buffer.from('xx'), ...Buffer.from('a\r\nb\r\n')]).subarray(2);
    expect(await jobs.decode(bytes)).toMatchObject({
      text: Buffer.from('a\r\nb\r\n'),
      eol: 'crlf',
      secret: false,
    });
    expect(await jobs.decode(new Uint8Array([0, 1, 2]))).toBeUndefined();
  });
});

describe('optimize', () => {
  const noise = fc.constantFrom(
    '"',
    '\\\\',
    '\n',
    '\n\n\n',
    '  ',
    '\u001b[1m',
    '{"a": 1}',
    'ok 1 step\n',
    'é',
    '\t',
  );
  const result = fc.array(noise, { maxLength: 60 }).map((parts) => parts.join(''));

  it('takes what a command printed for a tool’s output, whatever it looks like', async () => {
    const body = '[{"role": "user",  "content": "a"},  {"role": "user",  "content": "b"}]';
    const request = { body, level: 'lossless' } as const;
    const asMessages = await jobs.optimize(request, () => {});
    expect(asMessages).toMatchObject({ format: 'message-list', body });
    const asOutput = await jobs.optimize({ ...request, command: 'curl -s localhost/messages' }, () => {});
    expect(asOutput.format).toBe('tool-output');
    expect(asOutput.body.length).toBeLessThan(body.length);
    expect(JSON.parse(stringOf(asOutput.body))).toEqual(JSON.parse(body));
  });

  it('takes and gives a large body as bytes, and gives the same as for its text', async () => {
    const body = Array.from({ length: 20_000 }, (_, at) => `12:00:${at % 60} INFO request ${at} done`).join(
      '\n',
    );
    const asText = await jobs.optimize({ body, level: 'balanced' }, () => {});
    const asBytes = await jobs.optimize({ body: exactBytes(body), level: 'balanced' }, () => {});
    expect(stringOf(asBytes.body)).toBe(stringOf(asText.body));
    expect(asBytes.originals).toHaveLength(1);
    expect(asBytes.originals[0]).toBeInstanceOf(Uint8Array);
    expect(stringOf(asBytes.originals[0]!)).toBe(body);
  });

  it('leaves all but the fresh messages alone', async () => {
    const messages = ['a', 'b'].map((letter) => ({
      role: 'tool',
      tool_call_id: letter,
      content: `${`a line of log ${letter}\n\n\n\n`.repeat(50)}`,
    }));
    const body = JSON.stringify(messages);
    const done = await jobs.optimize({ body, level: 'balanced', fresh: 1 }, () => {});
    const [first, second] = JSON.parse(stringOf(done.body));
    expect(first).toEqual(messages[0]);
    expect(second.content.length).toBeLessThan(messages[1]!.content.length);
  });

  it('never writes out more tokens than it was given, and says so when it gives up', async () => {
    const { count } = tokenizerFor();
    await fc.assert(
      fc.asyncProperty(fc.array(result, { minLength: 1, maxLength: 4 }), async (results) => {
        const body = JSON.stringify(
          results.map((content, at) => ({ role: 'tool', tool_call_id: `call_${at}`, content })),
        );
        const done = await jobs.optimize({ body, format: 'message-list', level: 'aggressive' }, () => {});
        expect(count(stringOf(done.body))).toBeLessThanOrEqual(count(body));
        if (done.body === body) expect(done.report.after).toBe(done.report.before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the job factsFrom', () => {
  const text =
    'src/a.ts:1:1: error: no A\nfine\nsrc/b.ts:2:2: error: no B\r\nsrc/a.ts:1:1: error: no A\nexit code 7\n';

  it('gives the lines from one on that say what no line before says, with their numbers', async () => {
    const found = await jobs.factsFrom({ text, from: 1, budget: 100 });
    expect(found).toMatchObject({
      text: '3\tsrc/b.ts:2:2: error: no B\n5\texit code 7',
      total: 2,
      cut: false,
    });
  });

  it('gives as many as fit', async () => {
    const found = await jobs.factsFrom({ text, from: 0, budget: 16 });
    expect(found).toMatchObject({ text: '1\tsrc/a.ts:1:1: error: no A\n', lines: 1, total: 3, cut: true });
  });

  it('quotes the beginning of a long line', async () => {
    const line = `ERROR: build failed ${'{"a":1},'.repeat(1000)}`;
    const { text: found } = await jobs.factsFrom({ text: line, from: 0, budget: 500 });
    expect(found).toBe(`1\t${line.slice(0, 300)}`);
  });
});
