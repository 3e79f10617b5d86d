import { instruction } from '../../../src/optimize/facts/instruction.js';
import { factContract } from '../../contracts/facts.js';

factContract(instruction, {
  found: [
    ['IMPORTANT: do not edit the generated files.', ['important: do not edit the generated files.']],
    ['> **Important:** run the migration first', ['important: run the migration first']],
    ['- Never push to main.', ['never push to main.']],
    ['1. Do NOT delete the lock file', ['do not delete the lock file']],
    ['You must read the file before you edit it.', ['you must read the file before you edit it.']],
    ['Please make sure that the tests pass', ['please make sure that the tests pass']],
    [
      '<system-reminder>\nThe file was changed by the user.\n</system-reminder>',
      ['the file was changed by the user.'],
    ],
  ],
  none: [
    'it must not be null, he said',
    '   12\tNever do this',
    '// IMPORTANT: in code',
    'never',
    'important',
    'the important: thing',
  ],
});
