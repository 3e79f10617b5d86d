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
    [
      'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\n  File "b.py", line 8, in f\n    g\nNameError: g',
      ['a.py:3 NameError: g', 'b.py:8 NameError: g'],
    ],
    [
      'TypeError: x is not a function\n    at f (/w/src/a.js:3:5)\n    at g (/w/src/b.js:9:1)\n    at node:internal/x:1:2',
      ['/w/src/a.js:3:5 TypeError: x is not a function'],
    ],
    [
      'Exception in thread "main" java.lang.IllegalStateException: no\n\tat com.x.Bar.baz(Bar.java:12)\n\tat com.x.Main.main(Main.java:3)',
      ['Bar.java:12 Exception in thread "main" java.lang.IllegalStateException: no'],
    ],
    [
      'AssertionError: expected 1 to be 2\n ❯ src/a.test.ts:12:5\n',
      ['src/a.test.ts:12:5 AssertionError: expected 1 to be 2'],
    ],
    ['src/a.ts:3:5 lint/style/useConst ━━━━━━━━━', ['src/a.ts:3:5 lint/style/useConst']],
  ],
  none: [
    'src/a.ts:3:const error = 1;',
    'src/a.ts:3:5: warning: unused variable',
    'listening on http://example.com:8080 and 127.0.0.1:9000',
    '12:30:45 all is well',
    'const a = b ? c : d;',
  ],
});
