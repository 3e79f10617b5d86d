import { playwright } from '../../../src/optimize/outputs/playwright.js';
import { outputContract } from '../../contracts/output.js';

outputContract(playwright, {
  commands: ['npx playwright test --reporter=line', 'playwright test tests/a.spec.ts'],
  otherCommands: ['npx playwright install', 'cat playwright.config.ts'],
  otherLines: ['Running 3 jobs'],
});
