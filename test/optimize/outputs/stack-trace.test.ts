import { stackTrace } from '../../../src/optimize/outputs/stack-trace.js';
import { outputContract } from '../../contracts/output.js';

outputContract(stackTrace, {
  commands: [],
  otherLines: ['    at src/a.ts:3:5', 'at org.junit it stopped', '    at noon'],
});
