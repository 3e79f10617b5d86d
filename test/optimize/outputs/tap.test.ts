import { tap } from '../../../src/optimize/outputs/tap.js';
import { outputContract } from '../../contracts/output.js';

outputContract(tap, {
  commands: [],
  otherLines: ['ok then', 'not ok', 'ok 5'],
});
