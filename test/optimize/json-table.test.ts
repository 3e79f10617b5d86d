import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { decodeTable, encodeTables, hasTable } from '../../src/optimize/json-table.js';

const cell = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' a',
    'a b',
    'a,b',
    'null',
    'true',
    '-1',
    '1e5',
    '007',
    '</table>',
    '<table a>',
    'a"b',
    'é',
    'https://a.io/b,c',
  ),
);
const key = fc.oneof(
  fc.constantFrom('id', 'name', 'a b', '', '__proto__', '1', '>', 'a,b', 'true'),
  fc.string(),
);
const table = fc
  .tuple(
    fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
    fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 8 }),
  )
  .map(([keys, rows]) => rows.map((cells) => Object.fromEntries(keys.map((name, k) => [name, cells[k]]))));
/** Some rows lack a key. */
const ragged = fc
  .tuple(table, fc.nat(3))
  .map(([rows, every]) =>
    rows.map((row, k) => (k % 4 === every ? Object.fromEntries(Object.entries(row).slice(1)) : row)),
  );
const document = fc.oneof(
  table,
  ragged,
  fc.array(ragged, { maxLength: 4 }),
  fc.dictionary(fc.string(), fc.oneof(ragged, fc.jsonValue())),
  fc.jsonValue(),
);

describe('the table notation', () => {
  it('decodes to the text that was encoded', () => {
    let tables = 0;
    fc.assert(
      fc.property(document, (value) => {
        const json = JSON.stringify(value);
        const encoded = encodeTables(json);
        if (hasTable(encoded) && encoded !== json) tables++;
        expect(decodeTable(encoded)).toBe(json);
        expect(encoded.length).toBeLessThanOrEqual(json.length);
      }),
      { numRuns: 1000 },
    );
    expect(tables).toBeGreaterThan(100);
  });

  it('is as its description says', () => {
    const json =
      '{"total":3,"users":[{"id":1,"name":"Ann"},{"id":2,"name":"Bo, Jr","admin":true},{"id":3,"name":null}]}';
    expect(encodeTables(json)).toBe(
      '{"total":3,"users":<table id,name,admin>\n1,Ann,\n2,"Bo, Jr",true\n3,null,\n</table>}',
    );
  });

  it('keeps numbers and escapes as they are written', () => {
    const json = `[${[1, 2, 3].map((k) => `{"identifier":1234567890123456789${k},"text":"\\u00e9\\n","ratio":1.50E+2}`)}]`;
    expect(hasTable(encodeTables(json))).toBe(true);
    expect(decodeTable(encodeTables(json))).toBe(json);
  });

  it.each([
    [
      'objects with other keys',
      [
        { aa: 1, bb: 2 },
        { cc: 3, dd: 4 },
        { ee: 5, ff: 6 },
      ],
    ],
    [
      'two objects',
      [
        { aaaaaa: 1, bbbbbb: 2 },
        { aaaaaa: 3, bbbbbb: 4 },
      ],
    ],
    ['objects among other values', [{ aaaaaa: 1 }, { aaaaaa: 2 }, { aaaaaa: 3 }, 4]],
  ])('leaves %s alone', (_, value) => {
    expect(encodeTables(JSON.stringify(value))).toBe(JSON.stringify(value));
  });

  it('leaves a key that is given twice, and deep nesting, alone', () => {
    const twice = `[${'{"aaaaaaaa":1,"aaaaaaaa":2},'.repeat(4)}{"aaaaaaaa":3}]`;
    expect(encodeTables(twice)).toBe(twice);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(encodeTables(deep)).toBe(deep);
  });

  it.each(['<table a,b>\n1,2\n', '<table a,b', '<table a,b>\n1\n</table>', '<table a>\n"x\n</table>'])(
    'refuses the broken table %j',
    (text) => {
      expect(() => decodeTable(text)).toThrow(CtxoptError);
    },
  );
});
