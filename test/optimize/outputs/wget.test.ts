import { wget } from '../../../src/optimize/outputs/wget.js';
import { outputContract } from '../../contracts/output.js';

outputContract(wget, {
  commands: ['wget https://example.com/a.tgz'],
  otherCommands: ['wget2 x'],
  otherLines: ['HTTP request sent'],
});
