import { vitest } from '../../../src/optimize/outputs/vitest.js';
import { outputContract } from '../../contracts/output.js';

outputContract(vitest, {
  commands: [
    'npx vitest run',
    'vitest --reporter=dot',
    'cd web && CI=1 pnpm exec vitest run 2>&1 | tail -30',
  ],
  otherCommands: ['cat vitest.config.ts', 'npx vite build'],
  otherLines: [' RUN  it', ' Test Files'],
});
