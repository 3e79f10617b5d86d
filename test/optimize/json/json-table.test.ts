import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../../src/errors.js';
import { decodeTable, encodeTables, hasTable } from '../../../src/optimize/json/json-table.js';

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
/** Objects in objects, some of them missing, empty or something else. */
const nested = fc
  .array(
    fc.record(
      {
        id: fc.nat(),
        in: fc.record(
          { a: fc.nat(), 'b.c': cell, d: fc.record({ x: cell, y: fc.constant(1) }) },
          { requiredKeys: ['a'] },
        ),
        kind: fc.constant('same'),
        like: fc.oneof(fc.constant({}), fc.record({ z: cell }), cell),
        list: ragged,
      },
      { requiredKeys: ['id'] },
    ),
    { maxLength: 8 },
  )
  .map((rows) => rows.map((row, k) => (k % 5 === 4 ? { ...row, id: 'again and again '.repeat(9) } : row)));
const mapped = fc
  .tuple(nested, fc.array(key, { minLength: 8, maxLength: 8 }))
  .map(([rows, keys]) => Object.fromEntries(rows.map((row, k) => [keys[k], row])));
const document = fc.oneof(
  nested,
  mapped,
  fc.tuple(nested, nested).map(([a, b]) => [a, { b, again: a, once: b[0] }, a[0], 'not one of them', a]),
  table,
  ragged,
  fc.array(ragged, { maxLength: 4 }),
  fc.dictionary(fc.string(), fc.oneof(ragged, fc.jsonValue())),
  fc.jsonValue(),
);

/** Takes every table, however much longer its punctuation is. */
const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\d]/gu, '').length;

describe('the table notation', () => {
  it('decodes to the text that was encoded', () => {
    let tables = 0;
    fc.assert(
      fc.property(document, (value) => {
        const json = JSON.stringify(value);
        const encoded = encodeTables(json);
        expect(encodeTables(json, lettersAndDigits)).toSatisfy((text: string) => decodeTable(text) === json);
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

  it.each([
    [
      'objects under names, and objects in objects',
      '{"ms":{"version":"2.1.3","dist":{"size":3,"dev":false}},"a b":{"version":"1.0.0-rc","dist":{"size":4,"dev":false}},"qs":{"version":"v6","dist":{"size":5,"dev":false}}}',
      '<table key: version,dist.size,dist.dev=false>\nms: "2.1.3",3\n"a b": 1.0.0-rc,4\nqs: v6,5\n</table>',
    ],
    [
      'what is not there, null, nothing, and keys with dots',
      '[{"a.b":"","c":null,"d":1,"e":[1,"x"]},{"c":2,"d":1,"e":[]},{"a.b":"x.y","c":3,"d":1,"e":[]}]',
      '<table "a.b",c,d=1,e>\n"",null,[1,"x"]\n,2,[]\nx.y,3,[]\n</table>',
    ],
    [
      'one that is unlike the others',
      '[{"identifier":1,"location":"a"},{"identifier":2,"location":"b"},{"identifier":3,"location":"c"},"and more",{"identifier":4,"location":"d"}]',
      '<table identifier,location>\n1,a\n2,b\n3,c\n"and more"\n4,d\n</table>',
    ],
    [
      'a state that all share in each row',
      '[{"identifier":1,"status":"ok","kind":"x"},{"identifier":2,"status":"ok","kind":"x"},{"identifier":3,"status":"ok","kind":"x"}]',
      '<table identifier,status,kind=x>\n1,ok\n2,ok\n3,ok\n</table>',
    ],
    [
      'a table in a table',
      '[{"suite":"a","tests":[{"name":"t1","ms":1},{"name":"t2","ms":2},{"name":"t3","ms":3}]},{"suite":"b","tests":[]},{"suite":"c","tests":[]}]',
      '<table suite,tests>\na,<table name,ms>\nt1,1\nt2,2\nt3,3\n</table>\nb,[]\nc,[]\n</table>',
    ],
    [
      'a long value that comes again, unless it tells of an error',
      '{"a":{"text":"long enough to be worth a reference","list":[1]},"b":[{"text":"long enough to be worth a reference","list":[1]},"cannot open the file that is named below here"],"c":"cannot open the file that is named below here"}',
      '{"a":&1 {"text":"long enough to be worth a reference","list":[1]},"b":[*1,"cannot open the file that is named below here"],"c":"cannot open the file that is named below here"}',
    ],
  ])('writes %s as its description says', (_, json, expected) => {
    expect(encodeTables(json)).toBe(expected);
    expect(hasTable(expected)).toBe(true);
    expect(decodeTable(expected)).toBe(json);
  });

  it('takes the columns in an order that the keys of all objects follow', () => {
    const json =
      '[{"first":1,"fourth":4},{"second":2,"third":3,"fourth":4},{"first":1,"second":2},{"first":1,"third":33,"fourth":5}]';
    expect(encodeTables(json)).toBe(
      '<table first,second,third,fourth>\n1,,,4\n,2,3,4\n1,2,,\n1,,33,5\n</table>',
    );
  });

  it('takes fewer tokens, by the count that it is given', () => {
    const json = '[{"aaaa":1},{"aaaa":2},{"aaaa":3}]';
    expect(encodeTables(json, (text) => text.length)).not.toBe(json);
    expect(encodeTables(json, (text) => (text === json ? 1 : 2))).toBe(json);
  });

  it('leaves asterisks and ampersands in other texts alone', () => {
    const code = 'if (x) {\n  call(a, &1 [b]); y = 2 *1;\n}\n<table a>\n1\n</table>';
    expect(decodeTable(code)).toBe(code.replace('<table a>\n1\n</table>', '[{"a":1}]'));
  });

  it('refuses references that stand for more than any text', () => {
    const levels = Array.from({ length: 30 }, (_, k) => `&${k + 2} [${`*${k + 1},`.repeat(9)}*${k + 1}]`);
    expect(() => decodeTable(`[&1 "some words",${levels.join(',')}]`)).toThrow(CtxoptError);
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

  it.each([
    '<table a,b>\n1,2\n',
    '<table a,b',
    '<table a,b>\n1,2,3\n</table>',
    '<table key: a>\n1\n</table>',
    '<table a>\n&1 [1]\n*1\n*12\n</table>',
    '<table a>\n"x\n</table>',
  ])('refuses the broken table %j', (text) => {
    expect(() => decodeTable(text)).toThrow(CtxoptError);
  });
});
