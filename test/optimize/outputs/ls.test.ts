import { ls } from '../../../src/optimize/outputs/ls.js';
import { outputContract } from '../../contracts/output.js';

outputContract(ls, {
  commands: ['ls -la', 'cd src && ls -l'],
  otherCommands: ['lsof -i', 'lsblk'],
  otherLines: ['total 44'],
  byCommand: { long: 'ls -la src' },
});
