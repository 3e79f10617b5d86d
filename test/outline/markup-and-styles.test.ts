import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import { outlineOf } from '../../src/outline/outline-of.js';
import { renderOutline } from '../../src/outline/render-outline.js';

async function outline(path: string, ...lines: readonly string[]): Promise<string[]> {
  return renderOutline(await outlineOf(path, lines.join('\n'))).split('\n');
}

describe('HTML', () => {
  it('ends what a browser would end', async () => {
    const lines = ['<ul>', '<li id="a">one', '<li id="b">two', '</ul>', '<p id="c">three', '<nav>four</nav>'];
    expect(await outline('a.html', ...lines)).toEqual([
      '2 <li id="a">one',
      '3 <li id="b">two',
      '5 <p id="c">three',
      '6 <nav>four</nav>',
    ]);
  });

  it('takes what looks like a tag in scripts, comments and values for what it is', async () => {
    const lines = [
      '<!-- <h1>a</h1> -->',
      '<script>"<h1>b</h1>"</script>',
      '<b title="<h1>c</h1>">',
      '</b>',
      '<H1>d</H1>',
    ];
    expect(await outline('a.html', ...lines)).toEqual(['2 <script>"<h1>b</h1>"</script>', '5 <H1>d</H1>']);
  });

  it('quotes headings and titles however long their markup is', async () => {
    const heading = `<h3><a name="${'a'.repeat(60)}"><code>collect(value)</code></a></h3>`;
    expect(await outline('a.html', heading, `<title>${'b '.repeat(60)}</title>`)).toEqual([
      `1 ${heading}`,
      `2 <title>${'b '.repeat(60)}</title>`,
    ]);
  });

  it('says where tags do not match', async () => {
    expect((await outlineOf('a.html', '<main>\n<div>\n</main>\n')).note).toBe(
      'tags do not match: see line 2',
    );
    expect((await outlineOf('a.html', '<main>\n</div></main>\n')).note).toBe('tags do not match: see line 2');
    expect((await outlineOf('a.html', '<body><p>a<br>b<li>c')).note).toBeUndefined();
  });

  it('leaves out scripts of other languages, and what is in drawings', async () => {
    const lines = [
      '<script type="text/template">',
      'function a() {}',
      '</script>',
      '<svg>',
      '<g id="b"/>',
      '</svg>',
    ];
    expect(await outline('a.html', ...lines)).toEqual(['1-3 <script type="text/template"> { … 1 line }']);
  });
});

describe('Vue and Svelte', () => {
  it('find what a script defines on the lines of the file', async () => {
    const text =
      '<template>\n  <p>a</p>\n</template>\n<script lang="ts">\nexport class A {\n  b(): void {}\n}\n</script>\n';
    const found = findSymbols(await outlineOf('a.vue', text), 'A.b');
    expect(found.map(({ startLine, signature }) => [startLine, signature])).toEqual([[6, 'b(): void']]);
  });

  it('say which block could not be parsed', async () => {
    const { note } = await outlineOf('a.vue', '<script>\nfunction a( {\n</script>\n<style>\nb {\n</style>\n');
    expect(note).toMatch(/^script: .*; style: brackets do not match: see line 5$/);
  });

  it('take a template in another language for text', async () => {
    expect(await outline('a.vue', '<template lang="pug">', 'a(b="<C>")', '</template>')).toEqual([
      '1-3 <template lang="pug"> { … 1 line }',
    ]);
  });

  it('read over expressions in attributes', async () => {
    expect(
      await outline('a.svelte', '<A b={() => { c > 1 }} {...d}><E /></A>', '{#if a < b}<F />{/if}'),
    ).toEqual(['1 <A', '1 <E', '2 <F']);
  });
});

describe('XML', () => {
  it('counts elements of one name, and shows the first', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => `<row id="${i}"><a>${i}</a></row>`);
    expect(await outline('a.xml', '<rows>', ...rows, '</rows>')).toEqual([
      '1-1002 rows',
      '2-1001   row ×1000 id="0"',
      '2-1001     a ×1000: 0',
    ]);
  });

  it('reads over a document type with declarations in it', async () => {
    expect(await outline('a.xml', '<!DOCTYPE a [', '<!ENTITY b "<c>">', ']>', '<a>d</a>')).toEqual([
      '4 a: d',
    ]);
  });

  it('says how many names it leaves out', async () => {
    const names = Array.from({ length: 70 }, (_, i) => `<n${i}/>`);
    const lines = await outline('a.xml', '<a>', ...names, '</a>');
    expect(lines).toHaveLength(62);
    expect(lines.at(-1)).toBe('61   … 10 more names');
  });
});

describe('stylesheets', () => {
  it('cut long lists of selectors', async () => {
    const [first, ...rest] = await outline(
      'a.css',
      `${'.selector,\n'.repeat(100)}.last {`,
      '  color: red;',
      '}',
    );
    expect(first).toBe('1-103 .selector,');
    expect(rest.length).toBeLessThan(20);
    expect(rest.at(-1)).toBe('  .selector, … 1 line');
  });

  it('keep braces and semicolons in strings, comments and addresses apart', async () => {
    const lines = ['a { b: "};" }', 'c { d: url(data:x;y,{) }', '/* e { */', "f[g='{'] { h: i }"];
    expect(await outline('a.css', ...lines)).toEqual([
      '1 a { b: "};" }',
      '2 c { d: url(data:x;y,{) }',
      "4 f[g='{'] { h: i }  // e {",
    ]);
  });

  it('have comments of one line in SCSS and Less only', async () => {
    expect(await outline('a.scss', 'b { c: d } // a {', 'e { f: g }')).toEqual([
      '1 b { c: d }',
      '2 e { f: g }',
    ]);
    expect(await outline('a.scss', '@import url(//a/b);', 'c { d: e }')).toEqual([
      '1 import //a/b',
      '2 c { d: e }',
    ]);
  });

  it('find mixins and functions by name', async () => {
    const outline = await outlineOf(
      'a.scss',
      '@mixin wide($a) {\n  b: c;\n}\n@function half($a) {\n  @return 1;\n}\n',
    );
    expect(findSymbols(outline, 'wide').map(({ kind }) => kind)).toEqual(['mixin']);
    expect(findSymbols(outline, 'half').map(({ startLine }) => startLine)).toEqual([4]);
  });

  it('say where braces do not match', async () => {
    const { note, symbols } = await outlineOf('a.css', 'a {\n  b: c;\n}\n}\nd {\n}\n');
    expect(note).toBe('brackets do not match: see line 4');
    expect(symbols.map(({ name }) => name)).toEqual(['a', 'd']);
  });
});
