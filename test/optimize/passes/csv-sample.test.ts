import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { csvSample } from '../../../src/optimize/passes/csv-sample.js';
import { part, passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/csv-sample');
const orders = readFileSync(path.join(fixtures, 'orders.csv'), 'utf8');
const shown = (text: string, tool = {}) => textsAfter(csvSample, [result('a', text, tool)])[0]!;
const rows = (length: number, row: (k: number) => string) => Array.from({ length }, (_, k) => row(k));

passContract(csvSample, { orders: [result('a', orders)] });

describe('csv-sample', () => {
  it('shows a table as written by hand', () => {
    const expected = readFileSync(path.join(fixtures, 'orders.expected.txt'), 'utf8');
    expect(shown(orders)).toBe(expected.replace('HANDLE', handleOf(orders)));
  });

  it.each([';', '\t'])('reads rows separated by %j', (delimiter) => {
    const text = ['name', 'note', 'size']
      .join(delimiter)
      .concat('\n', rows(40, (k) => [`file-${k}`, k % 2 ? 'big' : '', k].join(delimiter)).join('\n'));
    expect(shown(text).split('\n').slice(1, 5)).toEqual([
      'name: text',
      'note: big ×20, 20 empty',
      'size: integer 0–39',
      '',
    ]);
  });

  it('keeps a row over several lines whole', () => {
    const text = `id,note,state\n${rows(30, (k) => `${k},"first\nsecond ${k}",${k === 17 ? 'error' : 'ok'}`).join('\n')}`;
    expect(shown(text)).toContain('\n… 14 rows\n17,"first\nsecond 17",error\n… 10 rows\n28,');
  });

  it('keeps every row that speaks of an error', () => {
    const table = rows(200, (k) => `${k},run,${k % 10 === 3 ? `exit code ${k}` : 'fine'}`);
    const text = `id,step,outcome\n${table.join('\n')}`;
    const kept = new Set(shown(text).split('\n'));
    expect(table.filter((row) => row.includes('exit') && !kept.has(row))).toEqual([]);
    expect(kept.size).toBeLessThan(60);
  });

  it.each([
    ['a short table', `a,b,c\n${'1,2,3\n'.repeat(5)}`],
    ['a table without names', rows(50, (k) => `${k},${k * 2},${k * 3}`).join('\n')],
    [
      'rows of different widths',
      `a,b,c\n${rows(50, (k) => `${k},x${k % 9 === 4 ? '' : `,${k}`}`).join('\n')}`,
    ],
    ['prose', 'First, second, and third things\n'.concat('We came, we saw, and we left.\n'.repeat(40))],
    [
      'a table in Markdown',
      `| a | b | c |\n| --- | --- | --- |\n${rows(50, (k) => `| ${k} | x | y |`).join('\n')}`,
    ],
    [
      'a quote that is never closed',
      `a,b,c\n${rows(50, (k) => `${k},${k === 40 ? '"x' : 'x'},y`).join('\n')}`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(shown(text)).toBe(text);
  });

  it('samples a table that was read, but leaves alone one that was changed, and any other file', () => {
    const read = result('a', orders, { name: 'Bash', input: { command: 'cat orders.csv' } });
    const edit = result('b', 'ok', { name: 'Edit', input: { file_path: 'orders.csv' } });
    expect(textsAfter(csvSample, [read])[0]).toContain('[ctxopt: a sample of 60 rows × 5 columns');
    expect(textsAfter(csvSample, [read, edit])[0]).toBe(orders);
    expect(shown(orders, { name: 'Bash', input: { command: 'cat orders.txt' } })).toBe(orders);
  });

  it('keeps a row with a value unlike all others of its column', () => {
    const table = rows(200, (k) => `${k},u${k},s${k % 30},${k}.5`);
    table[70] = '70,u70,abgelehnt,70.5';
    table[90] = '90,u90,s3,NaN';
    table[110] = '110,root,s4,110.5';
    const text = shown(`id,name,state,amount\n${table.join('\n')}`);
    for (const row of [70, 90, 110]) expect(text).toContain(`\n${table[row]}\n`);
    expect(text).not.toContain(table[100]);
  });

  describe('of a long table that comes in several parts', () => {
    const header = 'id,state,total';
    const order = (k: number) => `${k},${k === 77 ? 'failed' : 'paid'},${k * 3}`;
    const pieces = [
      [header, ...rows(40, order)],
      rows(50, (k) => order(40 + k)),
      rows(60, (k) => order(90 + k)),
    ].map((lines) => lines.join('\n'));
    /** As they stand in one body, a line end between two. */
    const divided = (texts: readonly string[], encoding: 'raw' | 'json-string' = 'raw') => {
      let start = 0;
      return texts.map((text, at) => {
        const end = start + text.length;
        const source = { start, end, text, encoding };
        start = end + 1;
        return part(at === 0 ? 'text' : `text.${at}`, text, { kind: 'text', source });
      });
    };

    it('says in each part what the columns hold, by the header of the first', () => {
      const after = textsAfter(csvSample, divided(pieces));
      expect(after[1]).toMatch(/^\[ctxopt: a sample of 50 rows × 3 columns, ctx:/);
      expect(after[1]).toContain(
        '\nid: integer 40–89\nstate: paid ×49, failed ×1\ntotal: integer 120–267\n\nid,state,total\n40,',
      );
      expect(after[1]).toContain('\n77,failed,231\n');
      expect(after[2]).toContain('\nid: integer 90–149\n');
    });

    it('gives the header to nothing else', () => {
      const results = pieces.map((text, at) => result(`r${at}`, text));
      expect(textsAfter(csvSample, results).slice(1)).toEqual(pieces.slice(1));
      expect(textsAfter(csvSample, divided(pieces, 'json-string')).slice(1)).toEqual(pieces.slice(1));
      const other = [pieces[0]!, rows(50, (k) => `${k} lines of prose, no more`).join('\n')];
      expect(textsAfter(csvSample, divided(other))[1]).toBe(other[1]);
    });
  });
});
