import { expect, it } from 'vitest';
import { jest } from '../../../src/optimize/outputs/jest.js';
import { conciseOutput } from '../../../src/optimize/programs/concise-output.js';
import { outputContract } from '../../contracts/output.js';

outputContract(jest, {
  commands: ['npx jest --verbose', "jest src/a.test.ts -t 'adds up'", 'node_modules/.bin/jest'],
  otherCommands: ['cat jest.config.js', 'jest-codemods'],
  otherLines: ['PASS', 'FAIL: the build', 'Test Suites: many'],
});

it('keeps what was printed below a passed file, and what another command prints behind the summary', () => {
  const lines = [
    'PASS src/a.test.ts',
    '  ✓ is a test with a long name (3 ms)',
    '  console.error',
    '    An update was not wrapped in act(...)',
    'Tests:       1 passed, 1 total',
    '  ✓ 3 of 4 files were uploaded to the server',
  ];
  expect(conciseOutput(lines, [jest], () => false)?.lines).toEqual(['… 1 passed file', ...lines.slice(2)]);
});
