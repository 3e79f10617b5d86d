import { tsc } from '../../../src/optimize/outputs/tsc.js';
import { outputContract } from '../../contracts/output.js';

outputContract(tsc, {
  commands: [
    'npx tsc --noEmit',
    'tsc -b --verbose 2>&1 | head -50',
    'vue-tsc --noEmit',
    'npx -p typescript tsc',
  ],
  otherCommands: ['cat tsconfig.json', 'tsc-watch'],
  otherLines: ['error TS is what it prints', 'error TS2322 is common'],
});
