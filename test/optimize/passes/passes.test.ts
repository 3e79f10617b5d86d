import { describe, expect, it } from 'vitest';
import { pathPrefixes } from '../../../src/optimize/passes/path-prefixes.js';
import { passes } from '../../../src/optimize/passes.js';

describe('passes', () => {
  it('run from lossless over reversible to lossy, but for path prefixes, which the others read', () => {
    const rank = { lossless: 0, reversible: 1, lossy: 2 };
    const ranks = passes.filter((pass) => pass !== pathPrefixes).map(({ kind }) => rank[kind]);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(passes[passes.indexOf(pathPrefixes) + 1]?.kind).toBe('lossy');
  });

  it('have names of their own', () => {
    const names = passes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });
});
