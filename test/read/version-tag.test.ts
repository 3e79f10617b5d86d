import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/context/handle.js';
import { parseVersionTag, versionTag } from '../../src/read/version-tag.js';

describe('a version tag', () => {
  it('names the beginning of a content hash', () => {
    expect(versionTag(hashOf(''))).toBe('v:e3b0c44298');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(hashOf(text).startsWith(parseVersionTag(versionTag(hashOf(text))))).toBe(true);
      }),
    );
  });

  it('is read with or without its letter, in either case', () => {
    expect(parseVersionTag('e3b0c44298')).toBe('e3b0c44298');
    expect(parseVersionTag(' V:E3B0C44298 ')).toBe('e3b0c44298');
    expect(parseVersionTag(hashOf(''))).toBe(hashOf(''));
  });

  it.each(['', 'v:', 'v:123', 'latest', 'v:e3b0c4429g', 'x'.repeat(1_000_000), `v:${'0'.repeat(65)}`])(
    'is not %.40j',
    (text) => expect(() => parseVersionTag(text)).toThrow(expect.objectContaining({ code: 'invalid_input' })),
  );
});
