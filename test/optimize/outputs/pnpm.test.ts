import { pnpm } from '../../../src/optimize/outputs/pnpm.js';
import { outputContract } from '../../contracts/output.js';

outputContract(pnpm, {
  commands: ['pnpm install', 'pnpm -r add hono'],
  otherCommands: ['npm install', 'pnpmx'],
  otherLines: ['Progress: resolved'],
});
