import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/compute/read-message.js';
import { stringOf } from '../../src/context/exact-bytes.js';

const LONG = 64 * 1024;
const names = ['content', 'messages'];
const read = (text: string) => readMessage({ bytes: Buffer.from(text), names });
const call = (args: unknown, rest: object = {}) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'optimize_context', arguments: args, ...rest },
});

describe('readMessage', () => {
  it('takes long strings and lists of the given names out, and nothing else', () => {
    const padded = (letters: number) => (text: string) => text + 'x'.repeat(letters);
    const text = fc
      .tuple(fc.string({ unit: 'binary' }), fc.constantFrom(0, LONG))
      .map(([said, more]) => padded(more)(said));
    const value = fc.oneof(
      text,
      fc.array(fc.record({ role: fc.string(), content: text }), { maxLength: 3 }),
      fc.integer(),
    );
    const args = fc.dictionary(fc.constantFrom(...names, 'path', 'query'), value);
    fc.assert(
      fc.property(args, fc.nat(3), fc.dictionary(fc.string(), fc.json()), (given, indent, meta) => {
        const whole = call(given, { _meta: meta });
        const found = read(JSON.stringify(whole, null, indent))!;
        const { params } = found.message as { params: { arguments: Record<string, unknown> } };
        for (const [name, bytes] of Object.entries(found.long)) {
          expect(names).toContain(name);
          expect(bytes.length).toBeGreaterThanOrEqual(LONG);
          const text = stringOf(bytes);
          const isText = params.arguments[name] === '';
          if (!isText) expect(params.arguments[name]).toEqual([]);
          params.arguments[name] = isText ? text : JSON.parse(text);
        }
        expect(found.message).toEqual(whole);
        const isLong = (name: string) => {
          const own = given[name];
          return (
            (typeof own === 'string' || Array.isArray(own)) &&
            (typeof own === 'string' ? own : JSON.stringify(own)).length >= LONG
          );
        };
        expect(Object.keys(found.long)).toEqual(expect.arrayContaining(names.filter(isLong)));
      }),
    );
  });

  it.each(['', '{"jsonrpc":"2.0","id":1,', `{"params":{"arguments":{"content":"${'x'.repeat(LONG)}`])(
    'knows what is no JSON',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it.each([
    null,
    7,
    [],
    { params: null },
    { params: { arguments: [] } },
    { params: [{ content: 'x'.repeat(LONG) }] },
  ])('leaves what is no call as it is', (message) => {
    expect(read(JSON.stringify(message))).toEqual({ message, long: {} });
  });

  it('is done with a list that is nested beyond all measure', () => {
    const list = '['.repeat(100_000) + ']'.repeat(100_000);
    const { message, long } = read(`{"params":{"arguments":{"messages":${list}}}}`)!;
    expect(message).toEqual({ params: { arguments: { messages: [] } } });
    expect(stringOf(long.messages!)).toBe(list);
  });
});
