import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/read/nearest-names.js';

const names = ['send', 'sendFile', 'Response.send', 'json', 'constructor', 'x', 'send'];

describe('nearestNames', () => {
  it.each([
    ['Send', ['send', 'sendFile', 'Response.send']],
    ['sned', ['send']],
    ['sendfil', ['sendFile', 'send']],
    ['jsno', ['json']],
    ['jsons', ['json']],
    ['constuctor', ['constructor']],
    ['entirelyDifferent', []],
    ['', []],
    ['X', ['x']],
  ])('of %j', (wanted, near) => expect(nearestNames(wanted, names)).toEqual(near));

  it('gives no more than the limit', () => {
    const many = Array.from({ length: 50 }, (_, index) => `handler${index}`);
    expect(nearestNames('handler', many, 3)).toHaveLength(3);
  });
});
