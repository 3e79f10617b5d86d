import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { base64 } from '../../../src/optimize/passes/base64.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

/** Bytes that look random and are the same in every run. */
const bytes = (length: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, k) => createHash('sha256').update(`${k}`).digest()),
  ).subarray(0, length);
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), bytes(592)]);
const wrapped = bytes(500).toString('base64').replace(/.{64}/g, '$&\n');

passContract(base64, {
  'a data URL in JSON': [
    result('a', JSON.stringify({ icon: `data:image/png;base64,${png.toString('base64')}` })),
  ],
  'a certificate': [result('a', `-----BEGIN CERTIFICATE-----\n${wrapped}\n-----END CERTIFICATE-----`)],
});

describe('base64', () => {
  const without = (text: string) => textsAfter(base64, [result('a', text)])[0];

  it.each([
    [
      'a data URL',
      `data:image/svg+xml;charset=utf-8;base64,${bytes(301).toString('base64')}`,
      '301 bytes of image/svg+xml in base64',
    ],
    ['a picture', png.toString('base64'), '600 bytes of image/png in base64'],
    ['unknown data', bytes(400).toString('base64url'), '400 bytes in base64'],
    ['hexadecimal data', bytes(400).toString('hex'), '400 bytes in hexadecimal'],
    ['wrapped data', wrapped, '500 bytes in base64'],
  ])('names the kind and size of %s', (_, data, what) => {
    const text = `before "${data}" after`.replace(`"${wrapped}"`, `\n${wrapped}\n`);
    expect(without(text)?.replace('\n[', '"[').replace(']\n', ']"')).toBe(
      `before "[ctxopt: ${what}, ${handleOf(text)}]" after`,
    );
  });

  it('leaves JSON valid', () => {
    const after = without(JSON.stringify({ a: 1, icon: png.toString('base64'), b: [2] }))!;
    expect(JSON.parse(after)).toEqual({
      a: 1,
      icon: expect.stringContaining('600 bytes of image/png'),
      b: [2],
    });
  });

  it.each([
    ['a hash', `sha512-${bytes(64).toString('base64')}`],
    ['a ruler', '='.repeat(400) + '-'.repeat(400) + 'a'.repeat(400)],
    [
      'a long path',
      Array.from({ length: 60 }, (_, k) => `node_modules/pkg${k}`)
        .join('/')
        .toLowerCase(),
    ],
    ['a long number', '31415926535897932384626433832795'.repeat(20)],
    ['prose in one line', 'All work and no play makes Jack a dull boy. '.repeat(40)],
  ])('leaves %s alone', (_, text) => {
    expect(without(text)).toBe(text);
  });

  it('keeps the word after wrapped data', () => {
    const text = `${bytes(480).toString('base64').replace(/.{64}/g, '$&\n')}FAILED`;
    expect(without(text)).toMatch(/\nFAILED$/);
  });
});
