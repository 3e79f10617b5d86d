import { expect, it } from 'vitest';
import { negation } from '../../../src/optimize/facts/negation.js';
import { factContract } from '../../contracts/facts.js';

factContract(negation, {
  found: [
    ['Please do not push to main.', ['please do not push to main']],
    ["It works. You mustn't log tokens! Ever.", ["you mustn't log tokens"]],
    ['Run it unless the cache is warm', ['run it unless the cache is warm']],
    ['the flag is no longer needed', ['the flag is no longer needed']],
  ],
  none: ['Please push to main.', 'notable noted knots', 'not'],
});

it('tells opposites apart, and does not mind how the lines wrap', () => {
  const facts = (text: string) => negation.extract(text).map((fact) => fact.value);
  expect(facts('Always enable the cache here')).not.toEqual(facts('Never enable the cache here'));
  expect(facts('You must   keep\tthe file')).toEqual(facts('You must keep the file'));
});
