import { vite } from '../../../src/optimize/outputs/vite.js';
import { outputContract } from '../../contracts/output.js';

outputContract(vite, {
  commands: ['vite build', 'pnpm exec vite build --mode staging'],
  otherCommands: ['vite', 'vite dev', 'npx vitest run'],
  otherLines: ['vite v7'],
});
