import { npm } from '../../../src/optimize/outputs/npm.js';
import { outputContract } from '../../contracts/output.js';

outputContract(npm, {
  commands: ['npm ci', 'cd web && npm install --no-fund 2>&1 | tail -20', 'npm ls --all'],
  otherCommands: ['npm-check', 'cat npm.txt', 'pnpm install'],
  otherLines: ['added 3 packages to the list', 'npm run build'],
  byCommand: { trace: 'npm install ms', audit: 'npm audit', outdated: 'npm outdated' },
});
