import { describe, expect, it } from 'vitest';
import type { Part, Role } from '../../src/context/context.js';
import { againAt } from '../../src/session/decisions.js';
import { wonSoFar } from '../../src/session/won-so-far.js';

const part = (role: Role): Part => ({
  id: role,
  kind: role === 'tool' ? 'tool_result' : 'text',
  role,
  text: '',
  source: { start: 0, end: 0, text: '', encoding: 'raw' },
  editable: true,
});

/** The user, then three times an answer of two parts and a result. */
const parts = ['user', ...Array(3).fill(['assistant', 'assistant', 'tool']).flat()].map(part);
const keyed = [3, 6, 9].map((at, index) => ({ at, key: `k${index}`, start: at, end: at + 1 }));
const decision = (index: number, before: number, after: number, until = `k${index}`) => ({
  key: `k${index}`,
  until,
  before,
  after,
});

describe('wonSoFar', () => {
  it('counts what is gone once for each request that went without it', () => {
    // 100 tokens went in the requests after the first and the second answer, 30 in one, the newest in none yet
    const standing = [decision(0, 500, 400), decision(1, 700, 570), decision(2, 900, 700)];
    expect(wonSoFar(parts, keyed, standing)).toBe(100 * 2 + 30);
  });

  it('counts anew from where older parts were rewritten', () => {
    const standing = [
      decision(0, 500, 100, againAt('k1')),
      decision(1, 700, 270, againAt('k1')),
      decision(2, 900, 470),
    ];
    expect(wonSoFar(parts, keyed, standing)).toBe(400 + 30);
  });

  it('is nothing where nothing was taken out, or nothing is known', () => {
    expect(wonSoFar(parts, keyed, [decision(0, 500, 500), undefined, undefined])).toBe(0);
    expect(wonSoFar([part('user')], [], [])).toBe(0);
  });
});
