import { errorLocation } from '../../../src/optimize/facts/error-location.js';
import { factContract } from '../../contracts/facts.js';

factContract(errorLocation, {
  found: [
    [
      "src/a.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.",
      ["src/a.ts:3:5 error TS2322: Type 'string' is not assignable to type 'number'."],
    ],
    ['src/a.ts:3:5 - error TS2304: Cannot find name', ['src/a.ts:3:5 error TS2304: Cannot find name']],
    ['Program.cs(7): error CS1002: ; expected', ['Program.cs:7 error CS1002: ; expected']],
    ['lib/x.c:12:9: error: unknown type', ['lib/x.c:12:9 error: unknown type']],
    ['lib/x.c:12: fatal error: no.h: No such file', ['lib/x.c:12 fatal error: no.h: No such file']],
    ['./main.go:14:2: undefined: run', ['./main.go:14:2 undefined: run']],
    ['    store_test.go:31: want 3, got 4', ['store_test.go:31 want 3, got 4']],
    ['app.py:9: error: Incompatible types', ['app.py:9 error: Incompatible types']],
    ['tests/a_test.py:4: AssertionError', ['tests/a_test.py:4 AssertionError']],
    ['tests/a_test.py:4: AssertionError: 1 != 2', ['tests/a_test.py:4 AssertionError: 1 != 2']],
    [
      '/w/src/a.js\n  3:5  error  x is not defined  no-undef\n  9:1  warning  Unexpected console\n',
      ['/w/src/a.js:3:5 x is not defined no-undef'],
    ],
    [
      'error[E0308]: mismatched types\n --> src/main.rs:2:18\n  |\nwarning: unused\n --> src/lib.rs:1:1',
      ['src/main.rs:2:18 error[E0308]: mismatched types'],
    ],
    ['src/a.ts:3:5 lint/style/useConst ━━━━━━━━━', ['src/a.ts:3:5 lint/style/useConst']],
  ],
  none: [
    'src/a.ts:3:const error = 1;',
    'src/a.ts:3:5: warning: unused variable',
    'a.py:3: UserWarning: slow path',
    'listening on http://example.com:8080 and 127.0.0.1:9000',
    '12:30:45 all is well',
    'const a = b ? c : d;',
  ],
});
