import { assertionDiff } from '../../../src/optimize/facts/assertion-diff.js';
import { factContract } from '../../contracts/facts.js';

factContract(assertionDiff, {
  found: [
    [
      '    expect(received).toBe(expected)\n\n    Expected: 200\n    Received: 404\n',
      ['Expected: 200', 'Received: 404'],
    ],
    [
      '    - Expected  - 1\n    + Received  + 1\n\n      Object {\n    -   "a": 1,\n    +   "a": 2,\n      }\n\n      12 |   const x = -1;\n',
      ['- "a": 1,', '+ "a": 2,'],
    ],
    ['AssertionError [ERR_ASSERTION]: strict:\n+ actual - expected\n\n+ 3\n- 4\n', ['+ 3', '- 4']],
    ['      + expected - actual\n\n      -hello\n      +goodbye\n', ['- hello', '+ goodbye']],
    [
      'assertion `left == right` failed: sums\n  left: 3\n right: 4\nnote: run with `RUST_BACKTRACE=1`',
      ['left: 3', 'right: 4'],
    ],
    [
      '>       assert total([1, 2]) == 4\nE       assert 3 == 4\nE        +  where 3 = total([1, 2])',
      ['assert total([1, 2]) == 4', 'assert 3 == 4', '+ where 3 = total([1, 2])'],
    ],
    [
      '        Error:      \tNot equal: \n        \t            \texpected: 1\n        \t            \tactual  : 2',
      ['expected: 1', 'actual: 2'],
    ],
    ['--- Expected\n+++ Actual\n@@ @@\n-1\n+2\n\n/w/tests/ATest.php:12', ['- 1', '+ 2']],
    [
      '       expected: "ok"\n            got: "no"\n\n       (compared using ==)',
      ['expected: "ok"', 'got: "no"'],
    ],
    ['   Assert.Equal() Failure\n   Expected: 5\n   Actual:   7', ['Expected: 5', 'Actual: 7']],
    ['  ---\n  expected: 4\n  actual: 3\n  operator: strictEqual\n', ['expected: 4', 'actual: 3']],
  ],
  none: [
    'Expected: nothing else on the way',
    '.a {\n  left: 0;\n  right: 4px;\n}',
    '@@ -1,2 +1,2 @@\n-a\n+b',
    '- one item\n- another item',
    'cases := []struct{\n\texpected: 1,\n\texpected: 2,\n}',
  ],
});
