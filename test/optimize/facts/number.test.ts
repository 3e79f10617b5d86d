import { number } from '../../../src/optimize/facts/number.js';
import { factContract } from '../../contracts/facts.js';

factContract(number, {
  found: [
    ['3 failed, 10 passed', ['3', '10']],
    ['version 1.2.3 at 10.0.0.1', ['1.2.3', '10.0.0.1']],
    ['{"port":8080,"pi":3.14,"low":-5}', ['8080', '3.14', '-5']],
    ['rows [100,200]', ['100', '200']],
  ],
  none: ['15:41:25', '2026-11-21', 'utf8 a1 b2c', '  12→const a', 'src/a.ts:3:5'],
});
