import { describe, expect, it } from 'vitest';
import { boxTables } from '../../../src/optimize/passes/box-tables.js';
import { pathPrefixes } from '../../../src/optimize/passes/path-prefixes.js';
import { repeatedPhrases } from '../../../src/optimize/passes/repeated-phrases.js';
import { treeDrawings } from '../../../src/optimize/passes/tree-drawings.js';
import { passes } from '../../../src/optimize/passes.js';

describe('passes', () => {
  it('run from lossless over reversible to lossy, but for trees, tables, paths and phrases, which the others read', () => {
    const rank = { lossless: 0, reversible: 1, lossy: 2 };
    const ranks = passes
      .filter(
        (pass) => ![treeDrawings, boxTables, pathPrefixes, repeatedPhrases].some((late) => late === pass),
      )
      .map(({ kind }) => rank[kind]);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    const late = passes.indexOf(treeDrawings);
    expect(passes[late + 1]).toBe(boxTables);
    expect(passes[late + 2]).toBe(pathPrefixes);
    expect(passes[late + 3]).toBe(repeatedPhrases);
    expect(passes[late - 1]?.kind).toBe('reversible');
    expect(passes[late + 4]?.kind).toBe('lossy');
  });

  it('have names of their own', () => {
    const names = passes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });
});
