import { brew } from '../../../src/optimize/outputs/brew.js';
import { outputContract } from '../../contracts/output.js';

outputContract(brew, {
  commands: ['brew install jq'],
  otherCommands: ['brewer x'],
});
