import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorLocation } from '../../../src/optimize/facts/error-location.js';
import { stackFrame } from '../../../src/optimize/facts/stack-frame.js';
import { json } from '../../../src/optimize/passes/json.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const issue = JSON.stringify(
  {
    number: 17,
    title: 'Crash on save',
    labels: ['bug', 'p1'],
    body: 'It does not "save"\n  at all',
    user: { login: 'ann', id: 4 },
  },
  null,
  2,
);

passContract(json, { 'a pretty answer of an API': [result('a', issue)] });

describe('json', () => {
  const minified = (text: string, tool = {}) => textsAfter(json, [result('a', text, tool)])[0]!;

  it('keeps every value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        expect(JSON.stringify(JSON.parse(minified(JSON.stringify(value, null, 4))))).toBe(
          JSON.stringify(value),
        );
      }),
    );
  });

  it('keeps numbers, escapes and keys given twice as they are written', () => {
    const text = '{\n    "id": 12345678901234567890,\n    "x": 1.50e+02,\n    "x": "\\u00e9  \\/"\n}';
    expect(minified(text)).toBe('{"id":12345678901234567890,"x":1.50e+02,"x":"\\u00e9  \\/"}');
  });

  it('changes no error that a string of it reports', () => {
    const report = [
      { stderr: 'Traceback:\n  File "a.py", line 5, in f\n    g()\nTypeError: got float', next: 1 },
      { message: "src/a.ts:3:5: error TS2304: Cannot find name 'x'.", rule: 'tsc' },
    ];
    const pretty = JSON.stringify(report, null, 2);
    expect(minified(pretty)).toBe(JSON.stringify(report));
    const places = (text: string) =>
      [stackFrame, errorLocation].flatMap((found) => found.extract(text).map((fact) => fact.value));
    expect(places(minified(pretty))).toEqual(places(pretty));
    expect(places(pretty)).toEqual([
      'a.py:5 TypeError: got float"',
      `src/a.ts:3:5 error TS2304: Cannot find name 'x'."`,
    ]);
  });

  it.each([
    ['JSON with comments', '{\n  // no\n  "a": 1\n}'],
    ['JSON lines', '{ "a": 1 }\n{ "a": 2 }'],
    ['JSON with words around it', 'Result:\n{\n  "a": 1\n}'],
    ['JSON that is cut off', '[\n  {\n    "a": 1\n  },'],
  ])('leaves %s alone', (_, text) => {
    expect(minified(text)).toBe(text);
  });

  it('leaves a file alone, because an edit must match its lines', () => {
    expect(minified(issue, { name: 'read_file', input: { path: 'package.json' } })).toBe(issue);
  });
});
