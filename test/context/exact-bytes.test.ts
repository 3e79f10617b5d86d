import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactBytes, textOfBytes } from '../../src/context/exact-bytes.js';
import { hashOf } from '../../src/context/handle.js';

const units = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xd800, 0xdfff, 0xfffd, 0xfeff, 0xff, 0)),
    {
      maxLength: 20,
    },
  )
  .map((codes) => String.fromCharCode(...codes));

describe('exactBytes', () => {
  it('law: the string comes back from its bytes', () => {
    fc.assert(
      fc.property(units, (text) => {
        expect(textOfBytes(exactBytes(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is UTF-8 for well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(exactBytes(text).equals(Buffer.from(text, 'utf8'))).toBe(true);
      }),
    );
    expect([...exactBytes('é\u{1f600}')]).toEqual([0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]);
  });

  it('is 0xFF and UTF-16LE for text with a lone surrogate', () => {
    expect([...exactBytes('a\ud800')]).toEqual([0xff, 0x61, 0x00, 0x00, 0xd8]);
  });
});

describe('hashOf', () => {
  it('is the SHA-256 of the UTF-8 bytes', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashOf('é')).toBe(createHash('sha256').update('é', 'utf8').digest('hex'));
  });

  it('tells strings apart that UTF-8 would confuse', () => {
    expect(new Set(['\ufffd', '\ud800', '\ud801', '\udc00', '\udc00\ud800'].map(hashOf)).size).toBe(5);
  });
});
