import { jest } from '../../../src/optimize/outputs/jest.js';
import { outputContract } from '../../contracts/output.js';

outputContract(jest, {
  commands: ['npx jest --verbose', "jest src/a.test.ts -t 'adds up'", 'node_modules/.bin/jest'],
  otherCommands: ['cat jest.config.js', 'jest-codemods'],
  otherLines: ['PASS', 'FAIL: the build', 'Test Suites: many'],
});
