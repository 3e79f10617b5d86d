import { describe, expect, it } from 'vitest';
import { viewHeader } from '../../src/read/view-header.js';

const header = {
  display: 'src/app.ts',
  lines: 1240,
  notes: [],
  returned: 612,
  whole: 4180,
  tokenizer: 'o200k_base',
  tag: 'v:3f9a1c0b2d',
};

describe('viewHeader', () => {
  it('tells path, lines, tokens and version', () => {
    expect(viewHeader(header)).toBe(
      'src/app.ts · 1,240 lines · 612 of 4,180 tokens (o200k_base) · v:3f9a1c0b2d',
    );
  });

  it('names the view and notes before the tag', () => {
    expect(viewHeader({ ...header, lines: 1, view: 'outline', notes: ['decoded from utf-16le'] })).toBe(
      'src/app.ts · 1 line · outline · decoded from utf-16le · 612 of 4,180 tokens (o200k_base) · v:3f9a1c0b2d',
    );
  });

  it('is one line whatever the file is called', () => {
    expect(viewHeader({ ...header, display: 'a\nb\r\u2028\u0007c' })).toMatch(/^a\?b\?{3}c · .*$/);
  });
});
