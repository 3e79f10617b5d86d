import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { handleOf } from '../../../src/context/handle.js';
import { criticalFacts } from '../../../src/optimize/gate/critical-facts.js';
import { decodeTable } from '../../../src/optimize/json/json-table.js';
import { jsonSample } from '../../../src/optimize/passes/json-sample.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/passes/json-sample');
const fixture = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');
const plans = fixture('plans.json');
const checks = fixture('checks.json');
const shown = (text: string, tool = {}, env = {}) =>
  textsAfter(jsonSample, [result('a', text, tool)], env)[0]!;
const sampled = (value: unknown, env = {}) => shown(JSON.stringify(value), {}, env);
const list = <T>(length: number, item: (k: number) => T) => Array.from({ length }, (_, k) => item(k));

passContract(jsonSample, {
  plans: [result('a', plans)],
  'checks that passed': [result('a', checks)],
  'very many numbers': [result('a', JSON.stringify(list(5000, (k) => k * 3)))],
});

describe('json-sample', () => {
  it.each([
    ['plans', plans],
    ['checks', checks],
  ])('shows %s as written by hand', (name, text) => {
    const expected = fixture(`${name}.expected.txt`).trimEnd();
    expect(shown(text)).toBe(expected.replace('HANDLE', handleOf(text)));
  });

  it('reads as JSON behind its marker', () => {
    const [, ...lines] = shown(plans).split('\n');
    const read = JSON.parse(decodeTable(lines.join('\n')));
    expect(read.plans.at(-1)).toEqual(JSON.parse(plans).plans.at(-1));
  });

  const modules = (extra: Readonly<Record<number, object>>) =>
    Object.fromEntries(
      list(300, (k) => [
        `module-${k}`,
        { size: 17 * k, dev: k % 3 === 0, from: `registry/${k}`, ...extra[k] },
      ]),
    );

  it('tells the names of records that stand under names', () => {
    const text = sampled({ modules: modules({}) });
    for (const name of Object.keys(modules({}))) expect(text).toContain(name);
    expect(text).toContain('… 296 of 300 left out: size 51–5066; dev true ×99, false ×197');
    expect(text).not.toContain('registry/250');
  });

  it.each([
    ['an error', { error: 'disk is full' }],
    ['a status of 500', { status: 503 }],
    ['an exit code', { exitCode: 2 }],
    ['a failure', { ok: false }],
    ['a warning in a list of its own', { notes: ['fine', 'warning: slow disk'] }],
    ['a deprecation', { deprecated: 'since 2' }],
  ])('keeps a record with %s whole', (_, extra) => {
    const usual = { error: null, status: 200, exitCode: 0, ok: true, notes: [], deprecated: false };
    const all = list(300, (k) => ({
      id: k,
      from: `registry/${k}`,
      about: 'long words '.repeat(20),
      ...usual,
      ...(k === 250 ? extra : {}),
    }));
    const text = sampled(all);
    expect(text).toContain('registry/250');
    expect(text).not.toContain('registry/249');
  });

  it('keeps every critical fact', () => {
    const all = list(400, (k) => ({
      id: k,
      text: k % 9 === 0 ? `src/a${k}.ts:3:5 - error TS2322: no number` : `step ${k} of the plan`,
      took: `${k} ms`,
    }));
    const kept = criticalFacts(sampled(all));
    expect([...criticalFacts(JSON.stringify(all))].filter((fact) => !kept.has(fact))).toEqual([]);
    expect(sampled(all)).not.toContain('step 200 of');
  });

  it('keeps the records that the query speaks of', () => {
    const all = list(300, (k) => ({
      id: k,
      name: k === 150 ? 'payment gateway' : `service ${k}`,
      at: `rack ${k}`,
    }));
    expect(sampled(all)).not.toContain('payment gateway');
    expect(sampled(all, { query: 'where does the gateway service run?' })).toContain('payment gateway');
  });

  it('samples the lists in records that stay', () => {
    const text = sampled({
      pages: list(4, (page) => ({ page, rows: list(200, (k) => ({ row: `r${page}-${k}` })) })),
    });
    expect(text).toMatch(/r3-0\b/);
    expect(text).toMatch(/r3-199\b/);
    expect(text).not.toMatch(/r3-100\b/);
  });

  it('cuts long strings that speak of no error, never within an escape', () => {
    const said = (text: string) => sampled(list(8, (k) => ({ k, text: `${k}${text}` })));
    expect(said('a line\n'.repeat(300))).toMatch(/a line\\na.{0,9} … 2\d{3} more letters"/);
    const escapes = said('\\"\u0001\ud83d\ude00'.repeat(500));
    expect(() => JSON.parse(decodeTable(escapes.slice(escapes.indexOf('\n') + 1)))).not.toThrow();
    expect(escapes).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(said(`${'a line\n'.repeat(300)}Error: no such file`)).toContain('Error: no such file');
  });

  it.each([
    ['a short list', JSON.stringify(list(20, (k) => ({ id: k, name: `n${k}` })))],
    [
      'one large record',
      JSON.stringify(Object.fromEntries(list(30, (k) => [`key${k}`, 'word '.repeat(60)]))),
    ],
    ['records that all differ', JSON.stringify(list(60, (k) => ({ [`a${k}`]: 'word '.repeat(10) })))],
    [
      'records that all speak of errors',
      JSON.stringify(list(200, (k) => ({ id: k, error: `cannot open ${k}` }))),
    ],
    ['text', 'a line of text\n'.repeat(2000)],
  ])('leaves %s alone', (_, text) => {
    expect(shown(text)).toBe(text);
  });

  it('leaves a file that was read alone', () => {
    expect(shown(plans, { name: 'Bash', input: { command: 'cat plans.json' } })).toBe(plans);
  });
});
