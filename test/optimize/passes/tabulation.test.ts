import { describe, expect, it } from 'vitest';
import { tabulation } from '../../../src/optimize/passes/tabulation.js';
import { passContract, result, textsAfter } from '../../contracts/pass.js';

const users = Array.from({ length: 12 }, (_, id) => ({
  id,
  login: `user-${id}`,
  url: `https://api.example.com/users/${id}`,
  admin: id === 3,
  bio: id % 2 ? null : 'does not say',
}));

passContract(tabulation, {
  'a list of users': [result('a', JSON.stringify(users))],
  'a page of users': [result('a', JSON.stringify({ total: 12, items: users }, null, 2))],
});

describe('tabulation', () => {
  it('writes keys once and an object a line', () => {
    const rows = [
      { id: 1, name: 'Ann', tags: ['a', 'b'] },
      { id: 2, name: 'Bo, Jr', admin: true, tags: [] },
      { id: 3, name: null, tags: [] },
    ];
    const [text] = textsAfter(tabulation, [
      result('a', JSON.stringify({ total: 3, rows: [rows[1], rows[0], rows[2]] }, null, 2)),
    ]);
    expect(text).toBe(
      '{"total":3,"rows":<table id,name,admin,tags>\n2,"Bo, Jr",true,[]\n1,Ann,,["a","b"]\n3,null,,[]\n</table>}',
    );
  });

  it('leaves a file alone, because an edit must match its lines', () => {
    const text = JSON.stringify(users, null, 2);
    expect(
      textsAfter(tabulation, [result('a', text, { name: 'Bash', input: { command: 'cat u.json' } })]),
    ).toEqual([text]);
  });
});
