import { ctest } from '../../../src/optimize/outputs/ctest.js';
import { outputContract } from '../../contracts/output.js';

outputContract(ctest, {
  commands: ['ctest --output-on-failure', 'cd build && ctest -j4'],
  otherCommands: ['ctestx'],
  otherLines: ['1/3 tests'],
});
