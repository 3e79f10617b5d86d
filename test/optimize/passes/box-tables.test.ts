import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/optimize/facts.js';
import { boxTables } from '../../../src/optimize/passes/box-tables.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const psql = `  id | name | balance |    mail    
-----+------+---------+------------
   1 | Ann  |   12.50 | a@shop.dev
  23 | Bo   |         | 
  55 | Cy   |    1.00 | y@shop.dev
 100 | C | D |    7.00 | c@shop.dev
   4 |      |    0.00 | d@shop.dev
(5 rows)
`;
const mysql = `mysql> select * from carts;
+----+------------+-------+
| id | state      | total |
+----+------------+-------+
|  1 | open       | 12.50 |
| 20 | checked in |  NULL |
| 21 | open       |  3.00 |
+----+------------+-------+
3 rows in set (0.00 sec)
`;
const unicode = `
┌─────────┬───────────────┬────────┐
│ (index) │ name          │ stock  │
├─────────┼───────────────┼────────┤
│ 0       │ 'pen'         │ 12     │
│ 1       │ 'blue paper'  │ 7      │
│ 2       │ 'ink'         │ 0      │
└─────────┴───────────────┴────────┘
`;
const heavy = `┏━━━━━━┳━━━━━━━━┓
┃ Job  ┃ Result ┃
┡━━━━━━╇━━━━━━━━┩
│ lint │ passed │
│ unit │ FAILED │
│ e2e  │ passed │
└──────┴────────┘
`;
const plan = `                 QUERY PLAN                 
+------------------------------------------+
| Hash Join  (cost=1.00..2.00 rows=3)      |
|   ->  Seq Scan on carts  (cost=0.00)     |
|         Filter: (total > 10)             |
|   ->  Hash  (cost=1.00)                  |
+------------------------------------------+
`;
const coverage = `-----------|---------|----------|-------------------
File       | % Stmts | % Branch | Uncovered Line #s 
-----------|---------|----------|-------------------
All files  |   85.71 |       50 |                   
 cart.ts   |   66.66 |        0 | 12-14             
 vat.ts    |     100 |      100 |                   
-----------|---------|----------|-------------------
`;
const pip = `Package    Version Editable project location
---------- ------- -------------------------
click      8.1.7
shop       1.0.0   /home/dev/my shop
typing_ext 4.12.2
`;

const shown = (text: string, tool = {}) => textsAfter(boxTables, [result('a', text, tool)])[0]!;

passContract(boxTables, {
  'a table of psql': [result('a', psql)],
  'a table of mysql': [result('a', mysql)],
  'a table of unicode': [result('a', unicode)],
  'a table of coverage': [result('a', coverage)],
});

describe('box-tables', () => {
  it.each([
    [
      'psql',
      psql.replace(' 100 | C | D |    7.00 | c@shop.dev\n', ''),
      'id\tname\tbalance\tmail\n1\tAnn\t12.50\ta@shop.dev\n23\tBo\n55\tCy\t1.00\ty@shop.dev\n4\t\t0.00\td@shop.dev\n(5 rows)\n',
    ],
    [
      'mysql',
      mysql,
      'mysql> select * from carts;\nid\tstate\ttotal\n1\topen\t12.50\n20\tchecked in\tNULL\n21\topen\t3.00\n3 rows in set (0.00 sec)\n',
    ],
    ['console.table', unicode, "\n(index)\tname\tstock\n0\t'pen'\t12\n1\t'blue paper'\t7\n2\t'ink'\t0\n"],
    ['rich', heavy, 'Job\tResult\nlint\tpassed\nunit\tFAILED\ne2e\tpassed\n'],
    [
      'one column, indented',
      plan,
      '                 QUERY PLAN                 \nHash Join  (cost=1.00..2.00 rows=3)\n  ->  Seq Scan on carts  (cost=0.00)\n        Filter: (total > 10)\n  ->  Hash  (cost=1.00)\n',
    ],
    [
      'istanbul',
      coverage,
      'File\t% Stmts\t% Branch\tUncovered Line #s\nAll files\t85.71\t50\n cart.ts\t66.66\t0\t12-14\n vat.ts\t100\t100\n',
    ],
    [
      'pip',
      pip,
      'Package\tVersion\tEditable project location\nclick\t8.1.7\nshop\t1.0.0\t/home/dev/my shop\ntyping_ext\t4.12.2\n',
    ],
  ])('writes tabs between the cells of %s', (_, text, tabbed) => {
    expect(shown(text)).toBe(tabbed);
  });

  it('leaves a row as it is where its bars stand elsewhere, with all that follows', () => {
    expect(shown(psql)).toContain(
      '\n55\tCy\t1.00\ty@shop.dev\n 100 | C | D |    7.00 | c@shop.dev\n   4 |      |    0.00 | d@shop.dev\n',
    );
  });

  it.each([
    ['Markdown', '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n'],
    ['a rule below a heading', 'Results of the run\n------------------\na  b  c\nd  e  f\n'],
    ['a diff', 'diff --git a/x b/x\n@@ -1,3 +1,3 @@\n+---+---+\n-| a | b |\n'],
    ['a box of an error', '╷\n│ Error: Invalid index\n│ \n│   on main.tf line 3\n╵\n'],
    [
      'a small table',
      '+-----+-----+\n| a   | b   |\n+-----+-----+\n| 1   | 2   |\n| 3   | 4   |\n+-----+-----+\n',
    ],
    ['cells with tabs', '+-----+-----+\n| a\tb | c   |\n+-----+-----+\n'],
    ['an underlined source', 'a = b + c\n----+----\n    ^ here\n'],
  ])('leaves %s alone', (_, text) => {
    expect(shown(text)).toBe(text);
  });

  it('leaves a file that was read alone', () => {
    expect(shown(mysql, { name: 'Read', input: { file_path: 'notes.txt' } })).toBe(mysql);
  });

  it('keeps every cell and every fact', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'ERROR: relation "carts" does not exist',
        'failed',
        'Error: no such host db-7',
        '502',
        'a.ts:3:5: error TS1: no',
        '',
        'never drop this',
        '✗ adds up',
      ),
      // Not what ends with a colon: an error there is told with the line below, which may be a rule, and the gate undoes it.
      fc.stringMatching(/^[\w.@/ -]{0,20}$/).map((each) => each.trim()),
    );
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 4, maxLength: 12 });
    let changes = 0;
    fc.assert(
      fc.property(rows, fc.constantFrom('mysql', 'psql', 'unicode'), (all, kind) => {
        const text = drawn(all, kind);
        const after = shown(text);
        if (after === text) return;
        changes++;
        const lines = after.split('\n');
        for (const [at, row] of all.entries()) expect(lines[at]).toBe(row.join('\t').replace(/\t+$/, ''));
        expect(facts(after)).toEqual(facts(text));
      }),
    );
    expect(changes).toBeGreaterThan(30);
  });
});

const facts = (text: string) => factsOf(text).map(({ kind, value }) => `${kind} ${value}`);

function drawn(rows: readonly (readonly string[])[], kind: string): string {
  const widths = [0, 1, 2].map((at) => Math.max(1, ...rows.map((row) => row[at]!.length)));
  const bar = kind === 'unicode' ? '│' : '|';
  const line = (row: readonly string[]) => row.map((each, at) => each.padEnd(widths[at]!)).join(` ${bar} `);
  const rule = (left: string, dash: string, cross: string, right: string) =>
    left + widths.map((width) => dash.repeat(width + 2)).join(cross) + right;
  if (kind === 'psql') {
    const [head, ...rest] = rows.map((row) => ` ${line(row)} `);
    return [head, rule('', '-', '+', ''), ...rest, ''].join('\n');
  }
  const top = kind === 'mysql' ? rule('+', '-', '+', '+') : rule('┌', '─', '┬', '┐');
  const end = kind === 'mysql' ? top : rule('└', '─', '┴', '┘');
  return [top, ...rows.map((row) => `${bar} ${line(row)} ${bar}`), end, ''].join('\n');
}
