import { exitCode } from '../../../src/optimize/facts/exit-code.js';
import { factContract } from '../../contracts/facts.js';

factContract(exitCode, {
  found: [
    ['Exit code 1', ['1']],
    ['npm test exited with code 2', ['2']],
    ['returned non-zero exit status 127.', ['127']],
    ['exitCode: 0', ['0']],
    ['job 7 returncode=3', ['3']],
    ['fatal: [web1]: FAILED! => {"changed": true, "rc": 100}', ['100']],
    ['<exit_code>3</exit_code>', ['3']],
    ['Process completed with exit code 1.', ['1']],
    ['killed by signal SIGKILL', ['signal SIGKILL']],
    ['Segmentation fault (core dumped)', ['segmentation fault']],
  ],
  none: ['how to exit the editor', 'code 1', 'the exit is at line 3', 'src 1'],
});
