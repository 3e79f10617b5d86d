import { uv } from '../../../src/optimize/outputs/uv.js';
import { outputContract } from '../../contracts/output.js';

outputContract(uv, {
  commands: ['uv sync', 'uv pip install flask'],
  otherCommands: ['uvicorn app', 'cat uv.lock'],
});
