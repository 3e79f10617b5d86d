import { warning } from '../../../src/optimize/facts/warning.js';
import { factContract } from '../../contracts/facts.js';

factContract(warning, {
  found: [
    ['src/a.c:3:5: warning: unused variable', ['src/a.c:3:5: warning: unused variable']],
    [
      '  9:1  warning  Unexpected console statement  no-console',
      ['9:1 warning Unexpected console statement no-console'],
    ],
    [
      'npm warn deprecated left-pad@1.0.0: use padStart',
      ['npm warn deprecated left-pad@1.0.0: use padStart'],
    ],
    ['npm WARN old lockfile', ['npm WARN old lockfile']],
    ['[WARNING] The POM is missing', ['[WARNING] The POM is missing']],
    ['(node:12) DeprecationWarning: url.parse()', ['(node:12) DeprecationWarning: url.parse()']],
    ['a.py:3: UserWarning: slow path', ['a.py:3: UserWarning: slow path']],
    ['warning: LF will be replaced by CRLF', ['warning: LF will be replaced by CRLF']],
    ['⚠ 2 peers are missing', ['⚠ 2 peers are missing']],
    ['12:00:01 WARN pool: 17 waiting\n12:00:02 WARN pool: 18 waiting', ['# WARN pool: # waiting']],
    [
      '  Warning  BackOff  1m  kubelet  Back-off restarting',
      ['Warning BackOff 1m kubelet Back-off restarting'],
    ],
    ['W0612 10:00:00.000001       1 proxier.go] slow', ['W# # # proxier.go] slow']],
  ],
  none: ['0 warnings', 'a warning to all', 'warned: string;', 'INFO ok', 'const warning = 1;'],
});
