import { find } from '../../../src/optimize/outputs/find.js';
import { outputContract } from '../../contracts/output.js';

outputContract(find, {
  commands: ['find . -type f', 'du -ah .', "find . -name '*.ts' | sort"],
  otherCommands: ["find node_modules -name '*.d.ts'", 'find .git -type f', 'findmnt'],
  otherLines: ['./node_modules/a/index.js'],
  byCommand: { packages: 'find .' },
});
