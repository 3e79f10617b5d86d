import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Document } from '../../src/document/document.js';
import { toHtml } from '../../src/document/to-html.js';
import { toMarkdown } from '../../src/document/to-markdown.js';

const document: Document = {
  title: 'A <report>',
  sections: [
    { blocks: [{ kind: 'text', text: 'Words & more' }] },
    {
      title: 'Figures',
      blocks: [
        { kind: 'list', items: ['one', 'two'] },
        {
          kind: 'table',
          columns: [
            { title: 'name', shows: 'text' },
            { title: 'tokens', shows: 'bar' },
          ],
          rows: [
            ['a|b', 12_000],
            ['c', 3000],
          ],
        },
        {
          kind: 'line-chart',
          unit: 'tokens',
          step: 'request',
          values: [1, 5, 3],
          marks: [{ at: 1, label: 'peak' }],
        },
        { kind: 'code', text: 'ctxopt read a.ts' },
        {
          kind: 'diff',
          lines: [
            { sign: '-', text: 'old' },
            { sign: '+', text: '```new' },
          ],
        },
      ],
    },
  ],
};

describe('a document as Markdown', () => {
  it('says everything', () => {
    expect(toMarkdown(document)).toBe(`# A \\<report\\>

Words & more

## Figures

- one
- two

| name | tokens |
| --- | ---: |
| a\\|b | 12,000 |
| c | 3,000 |

\`▂█▅\` at most 5 tokens in 3 requests
- request 2: peak

\`\`\`
ctxopt read a.ts
\`\`\`

\`\`\`\`diff
-old
+\`\`\`new
\`\`\`\`
`);
  });

  it('keeps a table’s rows and cells whatever stands in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
        const table: Block = {
          kind: 'table',
          columns: [
            { title: 'x', shows: 'text' },
            { title: 'y', shows: 'text' },
          ],
          rows: cells.map((cell) => [cell, cell]),
        };
        const lines = toMarkdown({ title: 't', sections: [{ blocks: [table] }] })
          .trimEnd()
          .split('\n')
          .slice(2);
        expect(lines).toHaveLength(2 + cells.length);
        for (const line of lines) expect(line.replace(/\\./gs, '').split('|')).toHaveLength(4);
      }),
    );
  });
});

describe('a document as HTML', () => {
  it('is one file that loads nothing and runs nothing', () => {
    const html = toHtml(document);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain(`default-src 'none'`);
    expect(html).not.toMatch(/<script|<link|<img|src=|url\(|@import|https?:/);
  });

  it('draws each bar against the largest', () => {
    const widths = [...toHtml(document).matchAll(/style="width:([\d.]+)%"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toEqual([100, 25]);
  });

  it('draws a line through every value, with its marks', () => {
    const html = toHtml(document);
    const line = /<path class="line" d="([^"]+)"/.exec(html)![1]!;
    expect(line.match(/[ML]/g)).toHaveLength(3);
    expect(html).toContain('<title>request 2: peak</title>');
  });

  it('draws a chart of nothing, of one value, and of very many', () => {
    for (const values of [[], [7], Array.from({ length: 100_000 }, (_, at) => at)]) {
      const html = toHtml({
        title: 't',
        sections: [{ blocks: [{ kind: 'line-chart', unit: 'u', step: 's', values, marks: [] }] }],
      });
      expect(html).not.toContain('NaN');
      expect(html.length).toBeLessThan(40_000);
    }
  });

  it('lets no text become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tagsIn = (html: string) => html.match(/<\/?[a-z]+/g);
        const blocks = (of: string): readonly Block[] => [
          { kind: 'text', text: of },
          { kind: 'list', items: [of] },
          { kind: 'code', text: of },
          { kind: 'diff', lines: [{ sign: '+', text: of }] },
          { kind: 'table', columns: [{ title: of, shows: 'text' }], rows: [[of]] },
          { kind: 'line-chart', unit: of, step: of, values: [1], marks: [{ at: 0, label: of }] },
        ];
        const html = (of: string) => toHtml({ title: of, sections: [{ title: of, blocks: blocks(of) }] });
        expect(tagsIn(html(text))).toEqual(tagsIn(html('x')));
      }),
    );
    expect(toHtml({ title: '"><script>alert(1)</script>', sections: [] })).not.toContain('<script');
  });
});
