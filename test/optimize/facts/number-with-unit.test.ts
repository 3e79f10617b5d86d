import { numberWithUnit } from '../../../src/optimize/facts/number-with-unit.js';
import { factContract } from '../../contracts/facts.js';

factContract(numberWithUnit, {
  found: [
    ['took 1,500 ms for 3.5MB', ['1500ms', '3.5MB']],
    ['costs $3.81, or 20 %', ['$3.81', '20%']],
    ['after 30 seconds', ['30seconds']],
    ['"timeout":"5s"', ['5s']],
  ],
  none: ['12 apples', 'v1.2.3', 'at 12:30:45', 'abc5ms'],
});
