import { coverage } from '../../../src/optimize/outputs/coverage.js';
import { outputContract } from '../../contracts/output.js';

outputContract(coverage, {
  commands: ['npx c8 node --test', 'nyc mocha'],
  otherCommands: ['c8ctl'],
  otherLines: ['File | Size'],
});
