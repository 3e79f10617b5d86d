import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { longHits } from '../../../src/optimize/passes/long-hits.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const code = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => `function f${from + k}(a,b){return a+b*${from + k}}`).join(';');
const before = code(0, 100);
const after = code(100, 200);
const minified = `${before};var cart=openTill("north");${after}`;
const found = (path: string) => `${path}:1:${minified}`;
const own = 'src/cart.ts:12:const cart = openTill("south");';

const searched = (command: string, text: string) => result('a', text, { input: { command } });

passContract(longHits, {
  'a search that hit a bundle': [searched('grep -rn openTill .', `${own}\n${found('dist/shop.min.js')}`)],
});

const around = /^dist\/shop\.min\.js:1:… (\d+) letters … (.{100,400}) … (\d+) letters …$/;

describe('long-hits', () => {
  it.each([
    ['grep', { input: { command: 'grep -rn openTill .' } }],
    [
      'grep, in quotes',
      { input: { command: `cd web && grep -rn --include=*.js -A 2 'openTill("' . | head -20` } },
    ],
    ['grep, of several', { input: { command: `grep -rnE "closeTill|openTill" dist src` } }],
    ['ripgrep', { input: { command: String.raw`rg -n -g '*.js' 'openTill\(' dist` } }],
    ['git grep', { input: { command: 'git grep -n -e openTill' } }],
    ['the tool of an agent', { name: 'Grep', input: { pattern: 'openTill\\(', output_mode: 'content' } }],
  ])('shows of a long line what is around the hit: %s', (_, tool) => {
    const text = `${own}\n${found('dist/shop.min.js')}\n`;
    const [short] = textsAfter(longHits, [result('a', text, tool)]);
    const [marked, first, second, last] = short!.split('\n');
    expect(marked).toBe(`[ctxopt: 1 long line around what was searched for, ${handleOf(text)}]`);
    expect([first, last]).toEqual([own, '']);
    const [, left, shown, right] = around.exec(second!) ?? [];
    expect(shown).toContain('var cart=openTill("north");');
    expect(minified).toContain(shown);
    expect(Number(left) + shown!.length + Number(right)).toBe(minified.length);
  });

  it('shows the beginning where it does not know what was searched for', () => {
    const [short] = textsAfter(longHits, [searched(`rg -n '[a-z]\\(.\\)' dist`, found('dist/shop.min.js'))]);
    expect(short).toMatch(/\ndist\/shop\.min\.js:1:function f0\(a,b\).{100,400} … \d+ letters …$/);
  });

  it('shows several hits of a line, and how many more there are', () => {
    const many = `dist/a.js:1:${Array.from({ length: 9 }, (_, k) => `${code(k * 20, k * 20 + 20)};openTill(${k})`).join(';')}`;
    const [short] = textsAfter(longHits, [searched('grep -rn openTill dist', many)]);
    expect(short!.match(/openTill\(\d\)/g)).toEqual(['openTill(0)', 'openTill(1)', 'openTill(2)']);
    expect(short).toMatch(/ … \d+ letters with 6 more hits …$/);
  });

  it.each([
    ['a log', searched('grep -rn openTill .', found('logs/app.log'))],
    ['records', searched('grep -rn openTill .', found('logs/app.jsonl'))],
    ['what was not searched', searched('cat dist/shop.min.js', found('dist/shop.min.js'))],
    ['short lines', searched('grep -rn openTill .', `${own}\n`.repeat(50))],
  ])('leaves alone %s', (_, given) => {
    expect(textsAfter(longHits, [given])).toEqual([given.text]);
  });

  it('knows a file that the command names', () => {
    const [short] = textsAfter(longHits, [searched('grep -n openTill dist/shop.min.js', `1:${minified}`)]);
    expect(short).toMatch(/\n1:… \d+ letters … .*openTill\("north"\)/);
  });
});
