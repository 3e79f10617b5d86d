import { failingTest } from '../../../src/optimize/facts/failing-test.js';
import { factContract } from '../../contracts/facts.js';

factContract(failingTest, {
  found: [
    ['  ● cart › adds an item', ['cart › adds an item']],
    ['FAIL src/cart.test.js', ['src/cart.test.js']],
    ['    ✕ adds an item (12 ms)', ['adds an item']],
    [' FAIL  src/a.test.ts > cart > adds\n   × adds 5ms', ['src/a.test.ts > cart > adds', 'adds']],
    ['✖ rejects strangers (3.25ms)', ['rejects strangers']],
    ['  2 failing\n\n  1) cart\n       adds an item:\n     Error: no', ['cart adds an item']],
    ['  ✘  1 tests/a.spec.ts:3:1 › logs in (1.2s)', ['1 tests/a.spec.ts:3:1 › logs in']],
    ['  returns a token (FAILED - 1)', ['returns a token']],
    ["Test Case '-[A.B testC]' failed (0.014 seconds).", ['-[A.B testC]']],
    ['FAILED tests/test_a.py::test_b - assert 1 == 2', ['tests/test_a.py::test_b']],
    ['tests/test_a.py::TestX::test_b FAILED   [ 50%]', ['tests/test_a.py::TestX::test_b']],
    ['--- FAIL: TestStore/empty (0.01s)\nFAIL\tgithub.com/x/y\t0.1s', ['TestStore/empty', 'github.com/x/y']],
    ['test store::opens ... FAILED', ['store::opens']],
    ['not ok 3 - closes the file', ['closes the file']],
    ['StoreTest > opens() FAILED', ['StoreTest > opens()']],
    ['FAIL: test_open (store.StoreTest)', ['test_open (store.StoreTest)']],
    ['(fail) cart > adds [0.12ms]', ['cart > adds']],
    ['  1) [chromium] › a.spec.ts:3:5 › logs in', ['[chromium] › a.spec.ts:3:5 › logs in']],
  ],
  none: [
    'ok 3 - closes the file',
    'not ok 4 - later # TODO write it',
    'test store::opens ... ok',
    '1) First, open the file',
    '✖ 3 problems (3 errors, 0 warnings)',
    'tests/test_a.py::test_b PASSED',
  ],
});
