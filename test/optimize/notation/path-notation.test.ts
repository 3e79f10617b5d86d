import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPathAlias } from '../../../src/optimize/notation/path-alias.js';
import { hasPathGroups } from '../../../src/optimize/notation/path-groups.js';
import { decodePaths, encodePaths, hasPathNotation } from '../../../src/optimize/notation/path-notation.js';

const folder = fc.constantFrom(
  '/home/ann/work/shop/',
  'src/',
  'src/optimize/',
  './lib/a.b/',
  '../',
  'C:\\work\\shop\\',
  '~/x/',
  '$&/',
  '',
);
const name = fc.constantFrom('cart.ts', 'my-file-2.py', 'Makefile', 'a', 'ü.ts', '.env', 'x y.md');
const rest = fc.constantFrom(
  '',
  ':',
  ':12:text',
  '-13-context',
  '(3,5): error TS2322: no',
  ':3:5 - warning',
  '/',
  '\r',
  ' ',
  ': …',
  '…',
  ' --',
);
const around = fc.constantFrom(
  '',
  '',
  '',
  '',
  '  at f (',
  'error: ',
  '12\t',
  '  104 ',
  ' M ',
  '?? ',
  '3\t17\t',
  '\tnew file:   ',
  '… ',
  '2024/01/02 ',
  'https://a.io/',
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(around, folder, name, rest).map((pieces) => pieces.join('')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '--', ' ', '\r', 'Found 3 files', '[ctxopt: 4 lines, ctx:0123456789ab]'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
/** Lines as tools print them, each some times in a row. */
const text = fc
  .array(fc.tuple(line, fc.integer({ min: 1, max: 8 })), { maxLength: 12 })
  .map((runs) => runs.flatMap(([said, times]) => Array.from({ length: times }, () => said)).join('\n'));

const hits = [
  'src/optimize/gate.ts:12:export interface Gate {',
  'src/optimize/gate.ts:20:  judge(kind: PassKind): void;',
  'src/optimize/gate.ts:31:}',
  'src/optimize/gate.ts:40:/** How many values a report shows. */',
  'src/optimize/pass.ts:7:export type PassKind = string;',
  '',
].join('\n');

const listing = [
  '/home/ann/work/shop/src/cart.ts',
  '/home/ann/work/shop/src/index.ts',
  '/home/ann/work/shop/src/pay/card.ts',
  '/home/ann/work/shop/src/pay/cash.ts',
].join('\n');

const stack = [
  'Error: no cart',
  '    at run (/home/ann/work/shop/src/cart.ts:12:5)',
  '    at pay (/home/ann/work/shop/src/pay/card.ts:3:1)',
  '    at main (/home/ann/work/shop/src/index.ts:3:1)',
  '    at load (/home/ann/work/shop/src/load.ts:7:1)',
  '    at boot (/home/ann/work/shop/src/load.ts:9:1)',
  '    at file:///home/ann/work/shop/src/start.ts:1:1',
].join('\n');

/** A count, a state or a hash stands before each path. */
const columns = {
  'wc -l': [
    '  1050 packages/optimize/src/gate/gate.ts',
    '    27 packages/optimize/src/gate/critical-line.ts',
    '   312 packages/optimize/src/gate/plain text.ts',
    '  1389 total',
    '',
  ],
  'git status --porcelain': [
    ' M packages/optimize/src/gate/gate.ts',
    '?? packages/optimize/src/gate/critical-line.ts',
    'R  packages/optimize/src/gate/a.ts -> packages/optimize/src/gate/b.ts',
    'MM README.md',
    '',
  ],
  'git diff --numstat': [
    '12\t3\tpackages/optimize/src/gate/gate.ts',
    '-\t-\tpackages/optimize/src/gate/shape.png',
    '4\t0\tpackages/optimize/src/gate/plain-text.ts',
    '1\t1\tREADME.md',
    '',
  ],
  'git diff --stat': [
    ' packages/optimize/src/gate/gate.ts        | 12 ++-',
    ' packages/optimize/src/gate/mend.ts        |  4 +',
    ' packages/optimize/src/gate/plain-text.ts  | 33 +++++',
    ' 3 files changed, 46 insertions(+), 3 deletions(-)',
    '',
  ],
};

describe('the notation of paths', () => {
  it('decodes to the text that was encoded, and is not longer', () => {
    let [groups, aliases] = [0, 0];
    fc.assert(
      fc.property(text, (given) => {
        fc.pre(!hasPathNotation(given));
        const encoded = encodePaths(given);
        if (hasPathGroups(encoded)) groups++;
        if (hasPathAlias(encoded)) aliases++;
        expect(decodePaths(encoded)).toBe(given);
        expect(encoded.length).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 3000 },
    );
    expect(groups).toBeGreaterThan(300);
    expect(aliases).toBeGreaterThan(100);
  });

  it('is not encoded again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const encoded = encodePaths(given);
        expect(encodePaths(encoded)).toBe(encoded);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the hits of one file below its name', () => {
    expect(encodePaths(hits)).toBe(
      [
        'src/optimize/gate.ts:…',
        '12:export interface Gate {',
        '20:  judge(kind: PassKind): void;',
        '31:}',
        '40:/** How many values a report shows. */',
        '…',
        'src/optimize/pass.ts:7:export type PassKind = string;',
        '',
      ].join('\n'),
    );
  });

  it('has lines of context among the hits, and what separates them, below the name too', () => {
    const path = 'src/optimize/repeated-lines.ts';
    const lines = ['-11-a', ':12:b', '-13-c', '--', '-40-d', ':41:e'];
    const given = lines.map((rest) => (rest === '--' ? rest : `${path}${rest}`)).join('\n');
    expect(encodePaths(given)).toBe([`${path}…`, ...lines].join('\n'));
  });

  it('has the files of one folder below it', () => {
    expect(encodePaths(listing)).toBe(
      ['/home/ann/work/shop/src/…', 'cart.ts', 'index.ts', 'pay/card.ts', 'pay/cash.ts'].join('\n'),
    );
  });

  it('says once which folder the paths inside of lines are in', () => {
    expect(encodePaths(stack)).toBe(
      [
        '…/ = /home/ann/work/shop/src/',
        'Error: no cart',
        '    at run (…/cart.ts:12:5)',
        '    at pay (…/pay/card.ts:3:1)',
        '    at main (…/index.ts:3:1)',
        '    at load (…/load.ts:7:1)',
        '    at boot (…/load.ts:9:1)',
        '    at file://…/start.ts:1:1',
      ].join('\n'),
    );
  });

  it('leaves a marker in the first line', () => {
    const note = '[ctxopt: 9 lines, ctx:0123456789ab]';
    expect(encodePaths(`${note}\n${stack}`)).toBe(`${note}\n${encodePaths(stack)}`);
    expect(decodePaths(encodePaths(`${note}\n${stack}`))).toBe(`${note}\n${stack}`);
  });

  it.each([
    ['prose with a path', 'See src/a.ts.\nSee src/a.ts.'],
    ['URLs', 'https://example.com/a/b/c\n'.repeat(9)],
    ['dates with slashes', '2024/01/02 10:00:00 started\n'.repeat(9)],
    ['times', '10:00:00 started\n'.repeat(9)],
    ['a text with an ellipsis for a path', `${stack}\n…/`],
    ['a text with a line that could be a head', `${hits}src/…\n`],
    ['a text with an ellipsis for a line', `${hits}…\n`],
  ])('leaves %s alone', (_, given) => {
    expect(encodePaths(given)).toBe(given);
  });

  it.each(['…/ = /a/b/', '…/ = a b/\nx', '…', '…/', 'Loading…'])(
    'takes %j for what it is, a text',
    (given) => {
      expect(decodePaths(given)).toBe(given);
    },
  );

  it.each([
    ['letters', 'a'.repeat(200_000)],
    ['slashes', '/'.repeat(200_000)],
    ['folders', '/a'.repeat(100_000)],
    ['extensions', '.a'.repeat(100_000)],
    ['context lines', '.a-1'.repeat(50_000)],
    ['one path on a line', 'a/b.ts:1:\n'.repeat(50_000)],
    ['deep paths', `${'/abc'.repeat(90)}\n`.repeat(2000)],
    ['other paths', Array.from({ length: 20_000 }, (_, k) => `/${k}/${k % 7}/a.ts:${k}:`).join('\n')],
  ])('comes to an end on very many %s', (_, given) => {
    expect(decodePaths(encodePaths(given))).toBe(given);
  });

  it.each([
    [
      'wc -l',
      '… packages/optimize/src/gate/…\n  1050 gate.ts\n    27 critical-line.ts\n   312 plain text.ts\n…\n  1389 total\n',
    ],
    [
      'git status --porcelain',
      '… packages/optimize/src/gate/…\n M gate.ts\n?? critical-line.ts\nR  a.ts -> packages/optimize/src/gate/b.ts\n…\nMM README.md\n',
    ],
    [
      'git diff --numstat',
      '… … packages/optimize/src/gate/…\n12\t3\tgate.ts\n-\t-\tshape.png\n4\t0\tplain-text.ts\n…\n1\t1\tREADME.md\n',
    ],
    [
      'git diff --stat',
      ' packages/optimize/src/gate/…\ngate.ts        | 12 ++-\nmend.ts        |  4 +\nplain-text.ts  | 33 +++++\n…\n 3 files changed, 46 insertions(+), 3 deletions(-)\n',
    ],
  ] as const)('write a path behind the columns of %s once', (name, expected) => {
    const text = columns[name].join('\n');
    expect(encodePaths(text)).toBe(expected);
    expect(decodePaths(expected)).toBe(text);
  });

  it('find folders behind counts in a long list', () => {
    const list = Array.from(
      { length: 400 },
      (_, k) => `${String(k * 7).padStart(6)} src/part-${k >> 5}/file-${k}.ts`,
    ).join('\n');
    const encoded = encodePaths(list);
    expect(decodePaths(encoded)).toBe(list);
    expect(encoded.length).toBeLessThan(0.8 * list.length);
  });
});
