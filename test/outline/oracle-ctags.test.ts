import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctagsVersion, definitionsByCtags } from '../../bench/recall/ctags.js';
import { pythonLibrary, pythonVersion } from '../../bench/recall/python.js';
import { required } from '../../bench/recall/required.js';
import { languages } from '../../src/outline/languages.js';
import { expectComplete } from './oracles/expect-complete.js';

/** Files of a language that are compared, evenly spread. */
const LIMIT = 150;

const version = ctagsVersion();
if (!version) console.log('skipped: outlines against ctags, for there is no Universal Ctags with JSON here');

const trees = [
  path.resolve(import.meta.dirname, '../../node_modules'),
  ...(pythonVersion() ? pythonLibrary() : []),
];
const named = new Set(languages.map(({ name }) => name));

describe.skipIf(!version)('what ctags knows of a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-oracle-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is each definition of the kinds asked for, with what is in functions told apart', () => {
    const file = path.join(folder, 'point.c');
    writeFileSync(
      file,
      [
        '#define LIMIT 3',
        'struct point {',
        '  int x;',
        '};',
        'enum { RED, GREEN };',
        'static int add(int a) {',
        '#define LOCAL 1',
        '  enum { INNER };',
        '  int local = a;',
        '  return local;',
        '}',
      ].join('\n'),
    );
    const found = definitionsByCtags([file], { name: 'C', kinds: 'defgmsv' }).get(file) ?? [];
    const shown = found.map(({ kind, name, line, endLine }) => `${line}-${endLine ?? '?'} ${kind} ${name}`);
    expect(shown.filter((_, i) => !found[i]?.inside)).toEqual([
      '1-1 macro LIMIT',
      '2-4 struct point',
      '3-3 member x',
      '5-? enumerator RED',
      '5-? enumerator GREEN',
      '6-11 function add',
    ]);
    expect(shown.filter((_, i) => found[i]?.inside)).toEqual(['7-7 macro LOCAL', '8-? enumerator INNER']);
  });

  it('is nothing for a file without definitions', () => {
    const file = path.join(folder, 'empty.go');
    writeFileSync(file, 'package empty\n');
    expect(definitionsByCtags([file], { name: 'Go', kinds: 'fs' }).get(file)).toEqual([]);
  });
});

describe.skipIf(!version)('an outline against ctags', () => {
  it.for(
    Object.entries(required)
      .filter(([language, { oracle }]) => oracle !== 'python' && named.has(language))
      .map(([language]) => language),
  )('has the definitions of %s files at hand', (language, { skip }) =>
    expectComplete(language, trees, LIMIT, skip),
  );
});
