import { next } from '../../../src/optimize/outputs/next.js';
import { outputContract } from '../../contracts/output.js';

outputContract(next, {
  commands: ['next build', 'npx next build --turbo'],
  otherCommands: ['next dev', 'next lint'],
  otherLines: ['Route (app)'],
});
