import { poetry } from '../../../src/optimize/outputs/poetry.js';
import { outputContract } from '../../contracts/output.js';

outputContract(poetry, {
  commands: ['poetry install', 'poetry add flask'],
  otherCommands: ['poetry-core x'],
});
