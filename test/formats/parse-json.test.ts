import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CtxoptError } from '../../src/errors.js';
import { type JsonNode, parseJson, stringOf } from '../../src/formats/parse-json.js';

function treeValue(body: string, node: JsonNode): unknown {
  if (node.type === 'array') return node.items.map((item) => treeValue(body, item));
  if (node.type === 'string') return stringOf(body, node);
  if (node.type !== 'object') return JSON.parse(body.slice(node.start, node.end));
  const members = node.members.map(({ key, value }) => [key, treeValue(body, value)] as const);
  return Object.fromEntries(members);
}

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof CtxoptError) return false;
    throw thrown;
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        const body = JSON.stringify(JSON.parse(json), null, indent);
        expect(treeValue(body, parseJson(body))).toEqual(JSON.parse(body));
      }),
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const near = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '"a"',
          '"\\u00e9"',
          '\\',
          '1',
          '-',
          '0',
          '.5',
          'e9',
          'true',
          'null',
          'nul',
          ' ',
          '\n',
          '\f',
          '\u00a0',
        ),
        { maxLength: 8 },
      )
      .map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(near, (body) => {
        expect(accepts(() => parseJson(body))).toBe(accepts(() => JSON.parse(body)));
      }),
      { numRuns: 5000 },
    );
  });

  it('looks into the members that are asked for, and knows the place of the others', () => {
    const body = '{"a":{"b":[1,{"c":2}]},"d":{"a":[3]},"a":[[4],{"a":5,"d":[6]}]}';
    const root = parseJson(body, { into: new Set(['a']) });
    const texts = (node: JsonNode | undefined): unknown => {
      if (node?.type === 'object') return node.members.map(({ key, value }) => [key, texts(value)]);
      if (node?.type === 'array') return node.items.map(texts);
      return node && body.slice(node.start, node.end);
    };
    expect(texts(root)).toEqual([
      ['a', [['b', []]]],
      ['d', []],
      [
        'a',
        [
          ['4'],
          [
            ['a', '5'],
            ['d', []],
          ],
        ],
      ],
    ]);
    expect(
      root.type === 'object' && root.members.map(({ value }) => body.slice(value.start, value.end)),
    ).toEqual(['{"b":[1,{"c":2}]}', '{"a":[3]}', '[[4],{"a":5,"d":[6]}]']);
  });

  it('refuses broken JSON also where it does not look', () => {
    expect(() => parseJson('{"a":{"b":[1,}}', { into: new Set() })).toThrow('a JSON value was expected');
  });
});
