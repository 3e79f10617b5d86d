import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(name: string, text: string): Promise<string> {
  return renderOutline(await outlineOf(name, text));
}

describe('reStructuredText by headings', () => {
  it('takes the levels from the order in which styles occur', async () => {
    expect(await outline('a.rst', 'Aa\n~~\n\nBb\n==\n\nCc\n~~\n\n===\n D\n===\n')).toBe(
      ['1-6 Aa … 1 line', '4-6   Bb … 1 line', '7-12 Cc … 1 line', '10-12   D'].join('\n'),
    );
  });

  it('takes no transition, no table and no short underline for a heading', async () => {
    const text = 'Text\n\n----\n\n==== ====\na    b\n==== ====\n\n- item\n--\n\ntwo\nlines\n-----\n';
    expect(await outline('a.rst', text)).toBe('');
  });
});

describe('AsciiDoc by headings', () => {
  it('reads nothing in blocks, also unclosed ones', async () => {
    expect(await outline('a.adoc', '== A\n\n----\n== no\n....\n----\n# B\n|===\n== no\n')).toBe(
      '1-6 == A … 5 lines\n7-9 # B … 2 lines',
    );
  });
});
