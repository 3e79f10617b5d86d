import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/optimize/facts.js';
import { encodePaths } from '../../../src/optimize/notation/path-notation.js';
import { decodePhrases } from '../../../src/optimize/notation/phrase-notation.js';
import { repeatedPhrases } from '../../../src/optimize/passes/repeated-phrases.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const service = Array.from({ length: 30 }, (_, k) =>
  k % 9 === 4
    ? `2031-10-18 18:01:${13 + k} ERROR [dispatcher] shop.cart.CartService: cart ${k * 31} not found (HTTP 404)`
    : `2031-10-18 18:01:${13 + k} INFO [dispatcher] shop.cart.CartService: Added item ${k * 31} to cart ${k % 7}`,
).join('\n');

const system = Array.from(
  { length: 30 },
  (_, k) =>
    `Oct  8 18:01:${13 + k} web-1 sshd[${4107 + k}]: Accepted publickey for ann from 192.0.2.${k} port ${5000 + k * 17}`,
).join('\n');

const access = Array.from(
  { length: 30 },
  (_, k) =>
    `192.0.2.${k % 9} - - [18/Oct/2031:18:01:${13 + k} +0000] "GET /carts/${k * 31} HTTP/1.1" ${k % 8 === 0 ? 503 : 200} ${k * 977}`,
).join('\n');

const marker = '[ctxopt: 9 lines, ctx:0123456789ab]';

passContract(repeatedPhrases, {
  'the log of a service': [result('a', service)],
  'the log of a system': [result('a', system)],
  'the log of a server': [result('a', access)],
  'a log below a marker': [result('a', `${marker}\n${service}`)],
  'a log that was read': [result('a', service, { input: { command: 'cat logs/shop.log' } })],
});

describe('repeated phrases', () => {
  it.each([service, system, access])('keep every fact and every letter', (text) => {
    const [short] = textsAfter(repeatedPhrases, [result('a', text)]);
    expect(decodePhrases(short!)).toBe(text);
    expect(factsOf(short!)).toEqual(factsOf(text));
  });

  it('stand below the marker of what was taken out', () => {
    const [bare] = textsAfter(repeatedPhrases, [result('a', service)]);
    const [marked] = textsAfter(repeatedPhrases, [result('a', `${marker}\n${service}`)]);
    expect(bare).not.toBe(service);
    expect(marked).toBe(`${marker}\n${bare}`);
  });

  it.each([
    `${service}\n${marker}`,
    `${service}\nshop.cart.CartService: Added item (whole: ctx:0123456789ab)`,
  ])('leave a line that names a handle as it is', (text) => {
    const [short] = textsAfter(repeatedPhrases, [result('a', text)]);
    expect(short).not.toBe(text);
    expect(short!.split('\n').at(-1)).toBe(text.split('\n').at(-1));
    expect(decodePhrases(short!)).toBe(text);
  });

  it('may stand over paths in their notation', () => {
    const hits = Array.from(
      { length: 20 },
      (_, k) => `src/shop/cart.ts:${k + 3}: INFO compiled the module of the cart service in ${k * 7} ms`,
    ).join('\n');
    const paths = encodePaths(hits);
    const [short] = textsAfter(repeatedPhrases, [result('a', paths)]);
    expect(paths).not.toBe(hits);
    expect(short).not.toBe(paths);
    expect(factsOf(short!)).toEqual(factsOf(hits));
  });

  it.each([
    ['a diff', `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n${service}`, {}],
    [
      'JSON',
      JSON.stringify(
        service.split('\n').map((line) => ({ line })),
        null,
        1,
      ),
      {},
    ],
    ['lines of JSON', service.replace(/.+/g, (line) => JSON.stringify({ line })), {}],
    ['a file that was read', service, { name: 'Read', input: { file_path: 'notes.txt' } }],
    [
      'lines of JSON below a marker',
      `${marker}\n${service.replace(/.+/g, (line) => JSON.stringify({ line }))}`,
      {},
    ],
  ])('leave %s alone', (_, text, tool) => {
    expect(textsAfter(repeatedPhrases, [result('a', text, tool)])).toEqual([text]);
  });
});
