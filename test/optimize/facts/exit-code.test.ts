import { exitCode } from '../../../src/optimize/facts/exit-code.js';
import { factContract } from '../../contracts/facts.js';

factContract(exitCode, {
  found: [
    ['Exit code 1', ['1']],
    ['npm test exited with code 2', ['2 npm test']],
    ['returned non-zero exit status 127.', ['127 returned non zero']],
    ['exitCode: 0', ['0']],
    ['job 7 returncode=3', ['3 job']],
    ['fatal: [web1]: FAILED! => {"changed": true, "rc": 100}', ['100']],
    ['<exit_code>3</exit_code>', ['3 exit_code']],
    ['Process completed with exit code 1.', ['1 process completed with']],
    ['worker killed by signal SIGKILL', ['signal SIGKILL worker']],
    ['Segmentation fault (core dumped)', ['segmentation fault core dumped']],
    ['Script discover returned with error code 1', ['1 script discover returned with']],
    [
      'Process: 123 ExecStart=/usr/bin/api (code=exited, status=1/FAILURE)',
      ['1 bin api code exited failure'],
    ],
    ['npm run build exited with code 0', ['0']],
    ['lint exited with code 1\nbuild exited with code 1', ['1 lint', '1 build']],
  ],
  none: ['how to exit the editor', 'code 1', 'the exit is at line 3', 'src 1'],
});
