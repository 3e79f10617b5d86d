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
});
