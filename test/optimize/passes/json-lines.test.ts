import { describe, expect, it } from 'vitest';
import { decodeTable } from '../../../src/optimize/json/json-table.js';
import { jsonLines } from '../../../src/optimize/passes/json-lines.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const records = Array.from({ length: 40 }, (_, k) =>
  JSON.stringify({
    level: k % 20 === 7 ? 50 : 30,
    time: 1778745600000 + k,
    host: 'web-1',
    msg: `request ${k} completed`,
    ...(k % 3 ? { ms: k } : {}),
  }),
);
const log = records.join('\n');
const tabled = (text: string, tool = {}) => textsAfter(jsonLines, [result('a', text, tool)])[0]!;

passContract(jsonLines, {
  'a log of records': [result('a', log)],
  'a log with other lines': [result('a', ['npm start', ...records, '', ...records].join('\n'))],
});

describe('json-lines', () => {
  it('writes keys once and a record a line', () => {
    const text = [
      'npm start',
      '{"level":30,"time":1,"host":"web-1","msg":"came in"}',
      '{"level":30,"time":2,"host":"web-1","msg":"went out","ms":3}',
      '{"level":50,"time":3,"host":"web-1","msg":"failed"}',
      '{"level":50,"time":4,"host":"web-1","msg":"failed"}',
      '',
    ].join('\n');
    const table = [
      'npm start',
      '<table lines: level,time,host=web-1,msg,ms>',
      '30,1,"came in",',
      '30,2,"went out",3',
      '50,3,failed,',
      '50,4,failed,',
      '</table>',
      '',
    ].join('\n');
    expect(tabled(text)).toBe(table);
    expect(decodeTable(table)).toBe(text);
  });

  it('removes the white space in records, as the decoded lines show', () => {
    const spaced = log.replaceAll('":', '": ').replaceAll(',"', ', "');
    expect(decodeTable(tabled(spaced))).toBe(log);
  });

  it.each([
    ['one object', records[0]!],
    ['records with nothing in common', '{"aaaa":1}\n{"bbbb":2}\n{"cccc":3}\n{"dddd":4}'],
    ['a line with a quote that stays open', `say "hello\n${log}`],
    ['code', 'if (x) {\n  y();\n}\n{ a }\n{ b }\n{ c }'],
  ])('leaves %s alone', (_, text) => {
    expect(tabled(text)).toBe(text);
  });

  it('leaves a file that was read alone, unless it is a log', () => {
    expect(tabled(log, { input: { command: 'cat data/beats.json' } })).toBe(log);
    expect(decodeTable(tabled(log, { input: { command: 'cat logs/app.log' } }))).toBe(log);
  });
});
