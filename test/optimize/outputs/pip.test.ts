import { pip } from '../../../src/optimize/outputs/pip.js';
import { outputContract } from '../../contracts/output.js';

outputContract(pip, {
  commands: ['pip install flask', 'python3 -m pip install -r requirements.txt', 'pip3.11 uninstall x'],
  otherCommands: ['pipx list', 'pipenv graph'],
  otherLines: ['Collecting stamps', 'Successfully installed the program'],
  byCommand: { failed: 'pip install pay-core' },
});
