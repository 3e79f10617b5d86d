import { date } from '../../../src/optimize/facts/date.js';
import { factContract } from '../../contracts/facts.js';

factContract(date, {
  found: [
    ['on 2026-11-21T15:41:25Z', ['2026-11-21']],
    ['[21/Nov/2026:15:41:25 +0000]', ['2026-11-21']],
    ['November 3rd, 2026 and 4 Dec 2026', ['2026-11-03', '2026-12-04']],
    ['2026/1/5', ['2026-01-05']],
  ],
  none: ['2026-13-01', '1.2.3', 'in March', '12345-11-21'],
});
