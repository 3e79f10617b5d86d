import { tree } from '../../../src/optimize/outputs/tree.js';
import { outputContract } from '../../contracts/output.js';

outputContract(tree, {
  commands: ['tree', 'tree -L 2 -a web', 'eza --tree --level=2'],
  otherCommands: ['tree node_modules/zod', 'tree -a .git', 'tree-sitter parse a.ts', 'pstree', 'eza -l'],
  byCommand: { installed: 'tree -a' },
});
