import { nodeTest } from '../../../src/optimize/outputs/node-test.js';
import { outputContract } from '../../contracts/output.js';

outputContract(nodeTest, {
  commands: ['node --test', "node --import tsx --test 'test/*.ts'"],
  otherCommands: ['node test.js', 'node --test-only x.js'],
  otherLines: ['tests 5'],
});
