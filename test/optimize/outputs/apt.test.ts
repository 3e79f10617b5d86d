import { apt } from '../../../src/optimize/outputs/apt.js';
import { outputContract } from '../../contracts/output.js';

outputContract(apt, {
  commands: ['apt-get install -y jq', 'sudo apt update'],
  otherCommands: ['apt-cache search jq', 'aptly repo list'],
  otherLines: ['Reading package lists', 'Get:1'],
});
