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
    [
      'container 4f2a9c1b7d3e from sha256:9b2c8f0d1e3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c',
      ['4f2a9c1b7d3e', '9b2c8f0d1e3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c'],
    ],
    ['request 01ARZ3NDEKTSV4RRFFQ69G5FAV of req-7d1f2b9c', ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '7d1f2b9c']],
    ['key AKIA4IOSFODNN7EXAMPL', ['AKIA4IOSFODNN7EXAMPL']],
    ['serving blk_-3544583377289625738', ['blk_-3544583377289625738']],
    ['a PathScope', ['PathScope']],
  ],
  none: ['20260101T120000Z', 'plain words of prose', 'ALARM', '1234567', 'ctx:0123456789ab'],
});

it('does not take encoded data for names', () => {
  const data = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251)).toString('base64');
  expect(identifier.extract(`payload ${data}`)).toEqual([]);
});
