import { biome } from '../../../src/optimize/outputs/biome.js';
import { outputContract } from '../../contracts/output.js';

outputContract(biome, {
  commands: ['npx @biomejs/biome check .', 'biome ci src', 'pnpm exec biome lint --max-diagnostics=100'],
  otherCommands: ['cat biome.json', 'npm i biome'],
  otherLines: ['src/a.ts format ━'],
});
