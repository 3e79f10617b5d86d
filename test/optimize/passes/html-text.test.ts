import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { htmlText as textOf } from '../../../src/optimize/html/html-text.js';
import { htmlText } from '../../../src/optimize/passes/html-text.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/html-text');
const fixture = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');
const fetched = { name: 'WebFetch', input: { url: 'https://example.com' } };
const shown = (text: string, tool = {}) =>
  textsAfter(htmlText, [result('a', text, { ...fetched, ...tool })])[0]!;
const page = (body: string) =>
  `<!doctype html><html><head><script>let a = ${'1 + '.repeat(60)}1</script></head><body>${body}</body></html>`;

passContract(htmlText, {
  'a page': [result('a', fixture('page.html'), fetched)],
  'an error page': [result('a', fixture('error.html'), fetched)],
});

describe('html-text', () => {
  it.each(['page', 'error'])('shows %s as written by hand', (name) => {
    const text = fixture(`${name}.html`);
    expect(shown(text)).toBe(fixture(`${name}.expected.txt`).replace('HANDLE', handleOf(text)));
  });

  it('keeps the header of a response', () => {
    const head = 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n';
    expect(shown(`${head}${page('<p>No such order.</p>')}`)).toContain(`${head}No such order.`);
  });

  it('shows a fragment that is mostly tags', () => {
    const row = (k: number) =>
      `<tr class="row"><td class="name"><a class="x">file-${k}.ts</a></td><td class="pct">${k} %</td></tr>`;
    const rows = Array.from({ length: 20 }, (_, k) => row(k)).join('\n');
    expect(shown(`<table class="coverage">${rows}</table>`)).toContain('\nfile-3.ts | 3 %\n');
  });

  it.each([
    ['a file that was read', fixture('page.html'), { name: 'Read', input: { file_path: 'page.html' } }],
    [
      'a file that a command printed',
      fixture('page.html'),
      { name: 'Bash', input: { command: 'git show HEAD:page.html' } },
    ],
    ['XML', `<?xml version="1.0"?>\n${'<testcase name="a"><p>1</p></testcase>\n'.repeat(30)}`, {}],
    ['a component', `<template>\n${'<my-card><p>{{ a }}</p></my-card>\n'.repeat(30)}</template>`, {}],
    [
      'prose that speaks of tags',
      `Use <b> or <i>.\n${'A page may have <div> and <p> in it.\n'.repeat(30)}`,
      {},
    ],
  ])('leaves %s alone', (_, text, tool) => {
    expect(shown(text, tool)).toBe(text);
  });

  it.each([
    ['a tag that is not closed', '<p>one<br'],
    ['a script that is not closed', '<p>one</p><script>two'],
    ['a comment that is not closed', '<p>one</p><!-- two'],
    ['lists that are closed too often', '</ul></ol><li>one</li>'],
  ])('copes with %s', (_, body) => {
    expect(textOf(body)).toContain('one');
    expect(textOf(body)).not.toContain('two');
  });

  it('is done with hostile pages', () => {
    for (const piece of [
      '<',
      '<a',
      '<svg>',
      '<p',
      '<!--',
      '<a href="',
      '<ul><li>',
      '<pre>',
      '&amp',
      '</',
      '<b> x </b>',
      '<template>',
      '<template>error</template>',
      '<template><svg>',
      '\nerror\n',
    ]) {
      expect(typeof textOf(piece.repeat(100_000))).toBe('string');
      expect(typeof textOf(`${piece.repeat(100_000)}</template></svg>`)).toBe('string');
    }
  });

  it('keeps every word that a browser would show', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    const tag = fc.constantFrom('p', 'div', 'b', 'li', 'td', 'h2', 'pre', 'code', 'span', 'a');
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, word), { minLength: 1, maxLength: 30 }), (pieces) => {
        const body = pieces.map(([name, said]) => `<${name} class="hidden">${said}</${name}>`).join('');
        const text = textOf(body);
        for (const [, said] of pieces) expect(text).toContain(said);
        expect(text).not.toContain('class');
      }),
    );
  });

  it('keeps what comments and attributes tell of an error, and what stands in a field', () => {
    const text = shown(
      page(`<!-- fine --><!-- Error: connect ECONNREFUSED 10.0.0.5:5432 -->
        <p title="Exception: out of disk on node-7" class="error box">Sorry</p>
        <input name="mail" value="bob@example.com"><input type="hidden" name="token" value="abcdef">`),
    );
    expect(text).toContain('<!-- Error: connect ECONNREFUSED 10.0.0.5:5432 -->');
    expect(text).toContain('[Exception: out of disk on node-7]');
    expect(text).toContain('[bob@example.com]');
    expect(text).not.toMatch(/fine|error box|abcdef/);
  });

  it('keeps what scripts and templates tell of an error, and nothing else of them', () => {
    const text = shown(
      page(`<p>Sorry.</p><script>window.app = {theme: "dark", error: {status: 503, message: "db-7 is down"}};</script>
        <script id="data" type="application/json">{"user":"ann","err":{"message":"lost the lock on cart 17"}}</script>
        <script>if (!ok) throw new Error("no shard for key 12");</script><script src="a.js"></script>
        <template data-msg="Switched to client rendering because it failed: boom"></template>`),
    );
    expect(text).toContain('status: 503, message: "db-7 is down"');
    expect(text).toContain('"message":"lost the lock on cart 17"');
    expect(text).toContain('throw new Error("no shard for key 12"');
    expect(text).toContain('[Switched to client rendering because it failed: boom]');
    expect(text).not.toMatch(/dark|"user"|1 \+ 1|data-msg/);
  });
});
