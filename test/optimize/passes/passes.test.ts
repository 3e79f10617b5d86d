import { describe, expect, it } from 'vitest';
import { passes } from '../../../src/optimize/passes.js';

describe('passes', () => {
  it('run from lossless over reversible to lossy', () => {
    const rank = { lossless: 0, reversible: 1, lossy: 2 };
    const ranks = passes.map(({ kind }) => rank[kind]);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  it('have names of their own', () => {
    const names = passes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });
});
