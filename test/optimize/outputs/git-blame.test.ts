import { gitBlame } from '../../../src/optimize/outputs/git-blame.js';
import { outputContract } from '../../contracts/output.js';

outputContract(gitBlame, {
  commands: ['git blame -L 10,40 src/a.ts', 'git -C web --no-pager blame a.ts', 'git annotate a.ts'],
  otherCommands: ['git log --grep blame', 'git blame-someone', 'git show blame'],
  otherLines: ['a1b2c3d4 (Ann) 2031-03-02 1) x', '(Ann 2031-03-02 10:11:12 +0100 1) x'],
  byCommand: { short: 'git blame -s src/cart.ts' },
});
