import { describe, expect, it } from 'vitest';
import { languages } from '../../src/outline/languages.js';
import { foreignCodeNote } from '../../src/read/foreign-code.js';

const files = (...names: readonly string[]) => names.map((name) => ({ name, kind: 'file' as const }));
const many = (count: number, ending: string) =>
  files(...Array.from({ length: count }, (_, k) => `lib/part-${k}.${ending}`));

describe('foreignCodeNote', () => {
  it('counts files by language, those that are most first', () => {
    expect(
      foreignCodeNote([...many(2, 'pm'), ...many(1200, 'ex'), ...files('mix.exs', 'a.pl', 'web.ts')]),
    ).toBe('not looked into: 1,201 Elixir files, 3 Perl files');
    expect(foreignCodeNote(files('a.swift'))).toBe('not looked into: 1 Swift file');
    expect(
      foreignCodeNote([...many(4, 'hs'), ...many(3, 'lua'), ...many(2, 'dart'), ...files('a.zig', 'b.nim')]),
    ).toBe('not looked into: 4 Haskell files, 3 Lua files, 2 Dart files, 2 other files');
  });

  it('says nothing where all is known, or is no code', () => {
    expect(foreignCodeNote(files('a.ts', 'logo.png', 'LICENSE', '.gitignore', 'data.bin'))).toBeUndefined();
    expect(foreignCodeNote([{ name: 'lib.ex', kind: 'folder' }])).toBeUndefined();
  });

  it('names no language that is read', () => {
    const known = languages.flatMap(({ extensions = [] }) => extensions.map((extension) => `a${extension}`));
    expect(known.length).toBeGreaterThan(100);
    expect(foreignCodeNote(files(...known))).toBeUndefined();
  });
});
