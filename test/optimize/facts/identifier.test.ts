import { expect, it } from 'vitest';
import { identifier } from '../../../src/optimize/facts/identifier.js';
import { factContract } from '../../contracts/facts.js';

factContract(identifier, {
  found: [
    ['call createStore, then open_file with MAX_SIZE', ['createStore', 'open_file', 'MAX_SIZE']],
    [
      'commit 6f7243e in 0f1e2d3c-1111-2222-3333-444455556666',
      ['6f7243e', '0f1e2d3c-1111-2222-3333-444455556666'],
    ],
    ['see PROJ-123 and toolu_01AbC', ['PROJ-123', 'toolu_01AbC']],
    ['a PathScope', ['PathScope']],
  ],
  none: ['plain words of prose', 'ALARM', '1234567', 'ctx:0123456789ab'],
});

it('does not take encoded data for names', () => {
  const data = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251)).toString('base64');
  expect(identifier.extract(`payload ${data}`)).toEqual([]);
});
