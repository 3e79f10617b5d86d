import { git } from '../../../src/optimize/outputs/git.js';
import { outputContract } from '../../contracts/output.js';

outputContract(git, {
  commands: [
    'git status',
    'cd web && git log --stat -5 | head',
    'GIT_PAGER=cat git show HEAD',
    'git push origin main',
  ],
  otherCommands: ['gitk', 'git-lfs ls-files', 'cat .gitignore', 'github-cli'],
  byCommand: { 'ls-tree': 'git ls-tree HEAD' },
  otherLines: ['commit early', 'Enumerating objects', ' (use "git add" often)'],
});
