import { systemctl } from '../../../src/optimize/outputs/systemctl.js';
import { outputContract } from '../../contracts/output.js';

outputContract(systemctl, {
  commands: ['systemctl', 'sudo systemctl list-units --all', 'systemctl --no-pager status shop'],
  otherCommands: ['systemctl list-units --type=device', 'systemctl -t mount', 'systemctl-tui', 'journalctl'],
  byCommand: { 'list-units': 'systemctl list-units --no-pager' },
});
