import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endToEnd } from '../../src/proxy/hop-by-hop.js';

const name = fc.constantFrom(
  'Accept',
  'x-one',
  'X-Two',
  'Set-Cookie',
  'CONNECTION',
  'connection',
  'TE',
  'Keep-Alive',
  'Upgrade',
  'Trailer',
);
const value = fc.constantFrom('1', 'close', 'keep-alive', 'X-One', ' x-two , TE', ',,', '');
const fields = fc.array(fc.tuple(name, value), { maxLength: 12 });

it('keeps order, case and repetition of what is kept, and drops nothing else', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const named = given
        .filter(([field]) => field.toLowerCase() === 'connection')
        .flatMap(([, options]) => options.split(',').map((option) => option.trim().toLowerCase()));
      const ends = ['connection', 'te', 'keep-alive', 'upgrade', ...named];
      expect(endToEnd(given.flat())).toEqual(
        given.filter(([field]) => !ends.includes(field.toLowerCase())).flat(),
      );
    }),
  );
});

it('does it twice as it does it once', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const once = endToEnd(given.flat());
      expect(endToEnd(once)).toEqual(once);
    }),
  );
});

it.each(['Proxy-Authenticate', 'Proxy-Authorization', 'Proxy-Connection', 'Transfer-Encoding'])(
  '%s ends',
  (field) => {
    expect(endToEnd([field, 'x', 'Kept', 'y'])).toEqual(['Kept', 'y']);
  },
);
