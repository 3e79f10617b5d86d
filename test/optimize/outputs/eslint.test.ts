import { eslint } from '../../../src/optimize/outputs/eslint.js';
import { outputContract } from '../../contracts/output.js';

outputContract(eslint, {
  commands: ['npx eslint .', 'eslint --fix src test | tail -40', 'npx next lint', 'standard'],
  otherCommands: ['cat eslint.config.js', 'eslint-config-print', 'next build'],
  otherLines: ['  3:5 is an error  of mine', '3:5  error  no'],
});
