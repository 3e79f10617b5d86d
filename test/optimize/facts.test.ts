import { describe, expect, it } from 'vitest';
import { factExtractors, factsOf, isCritical } from '../../src/optimize/facts.js';

const log = "src/a.ts(3,5): error TS2304: Cannot find name 'x'.";
const located = "src/a.ts:3:5 error TS2304: Cannot find name 'x'.";

const valuesOf = (text: string, kind: string) =>
  factsOf(text).flatMap((fact) => (fact.kind === kind ? [fact.value] : []));

describe('the list of facts', () => {
  it('names each kind once, the critical ones first', () => {
    const names = factExtractors.map((extractor) => extractor.name);
    expect(new Set(names).size).toBe(names.length);
    const critical = [
      'error-location',
      'stack-frame',
      'error-message',
      'assertion-diff',
      'failing-test',
      'exit-code',
      'http-status',
      'instruction',
    ];
    expect(
      factExtractors.filter((extractor) => extractor.critical).map((extractor) => extractor.name),
    ).toEqual(critical);
    expect(names.slice(0, critical.length)).toEqual(critical);
    expect(names.filter(isCritical)).toEqual(critical);
  });

  it('finds every kind in one text', () => {
    const text = [
      log,
      'FAIL src/a.test.ts',
      '  Expected: 1',
      '  Received: 2',
      '    at f (src/a.ts:9:1)',
      'npm ERR! code E404',
      'npm warn old lockfile',
      '// TODO: mend createStore',
      'Exit code 1',
      'HTTP/1.1 500',
      'export const size: number',
      'You must never push on 2026-11-21',
      'see https://a.b/c after 30 ms, port 8080',
    ].join('\n');
    expect(new Set(factsOf(text).map((fact) => fact.kind)).size).toBe(factExtractors.length);
    expect(valuesOf('call createStore', 'identifier')).toEqual(['createStore']);
  });
});

describe('the notation of a text', () => {
  it('hides no critical fact under a progress line that was drawn over it', () => {
    expect(valuesOf(`${log}\r${' '.repeat(60)}\rdone`, 'error-location')).toEqual([located]);
  });

  it('makes no facts of the states of a progress line', () => {
    expect(valuesOf('Fetching 10 %\rFetching 55 %\rFetching 100 %\n', 'number-with-unit')).toEqual(['100%']);
    expect(valuesOf('Fetching 10 %\x1b[1GFetching 100 %', 'number-with-unit')).toEqual(['100%']);
    expect(valuesOf('10 %\b\b\b\b20 %', 'number-with-unit')).toEqual(['20%']);
    expect(valuesOf('Fetching 10 %\rBuilding 20 %', 'number-with-unit')).toEqual(['10%', '20%']);
  });

  it('does not hide a name that is printed bold by overtyping', () => {
    expect(valuesOf([...'open_file'].map((char) => `${char}\b${char}`).join(''), 'identifier')).toEqual([
      'open_file',
    ]);
  });

  it('is not taken for JSON in a log whose records begin with a bracket', () => {
    const record = '[error] mod_jk: "a", "b" not found';
    for (const first of ['[Sun Dec 04 04:47:44 2005]', '[2026-11-21, 12:00]', '[12345] up', '[INFO] up']) {
      expect(valuesOf(`${first}\n${record}`, 'error-message')).toEqual(valuesOf(record, 'error-message'));
    }
    for (const value of ['1.5e3', 'null', '"a"', '{"b":1}', '[2]']) {
      const text = `[ ${value}, "out:\\nnpm ERR! code E404", 1]`;
      expect(valuesOf(text, 'error-message')).toEqual(['npm ERR! code E404"']);
    }
  });

  it('is seen through in a table and in the lines that a copy differs by', () => {
    expect(valuesOf('<table id,status\n', 'http-status')).toEqual([]);
    expect(valuesOf('{"rows":<table id,status>\n1,502\n2,200\n</table>}', 'http-status')).toEqual(['502']);
    expect(
      valuesOf(
        `[ctxopt: as x but for the 1 lines below, ctx:0123456789ab]\n+12: FAIL src/a.test.ts`,
        'failing-test',
      ),
    ).toEqual(['src/a.test.ts']);
  });

  it('reads a table that is cut off as it stands', () => {
    expect(valuesOf('<table id,at>\n1,createStore\n{"a\n</table>', 'identifier')).toEqual(['createStore']);
  });

  it('takes no handle for a fact', () => {
    expect(factsOf('ctx:0123456789ab')).toEqual([]);
  });
});
