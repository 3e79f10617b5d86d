import { expect, it } from 'vitest';
import { stackFrame } from '../../../src/optimize/facts/stack-frame.js';
import { factContract } from '../../contracts/facts.js';

factContract(stackFrame, {
  found: [
    [
      'TypeError: x is not a function\n    at f (/w/src/a.js:3:5)\n    at g (/w/src/b.js:9:1)\n    at node:internal/x:1:2',
      ['/w/src/a.js:3:5 TypeError: x is not a function'],
    ],
    [
      'Error: boom\n    at node:internal/fs:1:2\n    at Object.open (/w/src/a.js:3:5)',
      ['/w/src/a.js:3:5 Error: boom'],
    ],
    [
      'Exception in thread "main" java.lang.IllegalStateException: no\n\tat com.x.Bar.baz(Bar.java:12)\n\tat com.x.Main.main(Main.java:3)\nCaused by: java.io.IOException: gone\n\tat com.x.Disk.read(Disk.java:7)\n\t... 2 more',
      [
        'Bar.java:12 Exception in thread "main" java.lang.IllegalStateException: no',
        'Disk.java:7 Caused by: java.io.IOException: gone',
      ],
    ],
    [
      'Unhandled exception. System.InvalidOperationException: Bad state\n   at Shop.Cart.Add(Item item) in /w/Cart.cs:line 12\n   at Shop.Program.Main() in /w/Program.cs:line 5',
      ['/w/Cart.cs:12 Unhandled exception. System.InvalidOperationException: Bad state'],
    ],
    [
      'AssertionError: expected 1 to be 2\n ❯ src/a.test.ts:12:5\n',
      ['src/a.test.ts:12:5 AssertionError: expected 1 to be 2'],
    ],
    [
      'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\n  File "b.py", line 8, in f\n    g\nNameError: g',
      ['b.py:8 NameError: g'],
    ],
    [
      '  File "a.py", line 3\n    x = = 1\n        ^\nSyntaxError: invalid syntax',
      ['a.py:3 SyntaxError: invalid syntax'],
    ],
    [
      'panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\nmain.pick(...)\n\t/w/main.go:12 +0x1d\nmain.main()\n\t/w/main.go:5 +0x20\nexit status 2',
      ['/w/main.go:12 panic: runtime error: index out of range [5] with length 3'],
    ],
    [
      "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3",
      ['src/main.rs:4:5 index out of bounds: the len is 3'],
    ],
    ["thread 'a::b' panicked at 'no entry', src/lib.rs:9:13", ["src/lib.rs:9:13 'no entry'"]],
    [
      "app.rb:3:in `load': no such file (LoadError)\n\tfrom app.rb:9:in `<main>'",
      ["app.rb:3 in `load': no such file (LoadError)"],
    ],
    [
      'PHP Fatal error:  Uncaught Exception: bad in /w/a.php:3\nStack trace:\n#0 /w/b.php(9): f()',
      ['/w/a.php:3 PHP Fatal error: Uncaught Exception: bad'],
    ],
    [
      'Fatal error: Call to undefined function f() in /w/a.php on line 7',
      ['/w/a.php:7 Fatal error: Call to undefined function f()'],
    ],
    [
      'org.opentest4j.AssertionFailedError: expected: <2> but was: <3>\n\tat org.junit.jupiter.api.AssertionUtils.fail(AssertionUtils.java:55)\n\tat org.junit.jupiter.api.AssertEquals.failNotEqual(AssertEquals.java:197)\n\tat com.x.FooTest.adds(FooTest.java:17)\n\tat java.base/java.lang.reflect.Method.invoke(Method.java:568)\n\tat com.x.Main.main(Main.java:3)',
      [
        'AssertionUtils.java:55 org.opentest4j.AssertionFailedError: expected: <2> but was: <3>',
        'FooTest.java:17 org.opentest4j.AssertionFailedError: expected: <2> but was: <3>',
      ],
    ],
    [
      'Error: no such table\n    at Query.run (/w/node_modules/db/query.js:3:5)\n    at async Pool.ask (/w/node_modules/db/pool.js:9:1)\n    at node:internal/x:1:2\n    at cartOf (/w/src/cart.js:12:9)\n    at main (/w/src/main.js:2:1)',
      ['/w/node_modules/db/query.js:3:5 Error: no such table', '/w/src/cart.js:12:9 Error: no such table'],
    ],
    [
      'Error: no such table\n    at Query.run (/w/node_modules/db/query.js:3:5)\n    at Pool.ask (/w/node_modules/db/pool.js:9:1)\n\nError: gone\n    at f (/w/src/a.js:3:5)',
      ['/w/node_modules/db/query.js:3:5 Error: no such table', '/w/src/a.js:3:5 Error: gone'],
    ],
    [
      'Traceback (most recent call last):\n  File "/w/app.py", line 3, in <module>\n    main()\n  File "/w/cart.py", line 8, in main\n    get(url)\n  File "/usr/lib/python3/site-packages/requests/api.py", line 59, in get\n    return session.get(url)\n  File "/usr/lib/python3/site-packages/requests/adapters.py", line 519, in send\n    raise ConnectionError(e)\nrequests.exceptions.ConnectionError: refused',
      [
        '/usr/lib/python3/site-packages/requests/adapters.py:519 requests.exceptions.ConnectionError: refused',
        '/w/cart.py:8 requests.exceptions.ConnectionError: refused',
      ],
    ],
    [
      'panic: assignment to entry in nil map\n\ngoroutine 7 [running]:\ntesting.tRunner.func1.2({0x5a, 0x5b})\n\t/usr/local/go/src/testing/testing.go:1631 +0x24a\nmain.fill(0x1)\n\t/w/fill.go:12 +0x1d\nmain.main()\n\t/w/main.go:5 +0x20',
      [
        '/usr/local/go/src/testing/testing.go:1631 panic: assignment to entry in nil map',
        '/w/fill.go:12 panic: assignment to entry in nil map',
      ],
    ],
    [
      'panic: assignment to entry in nil map\n\ngoroutine 7 [running]:\ntesting.tRunner.func1.2({0x5a, 0x5b})\n\t/usr/local/go/src/testing/testing.go:1631 +0x24a\n… 3 frames of go\nmain.fill(0x1)\n\t/w/fill.go:12 +0x1d',
      [
        '/usr/local/go/src/testing/testing.go:1631 panic: assignment to entry in nil map',
        '/w/fill.go:12 panic: assignment to entry in nil map',
      ],
    ],
  ],
  none: [
    'see you at noon (12:30)',
    '    at rest',
    'listening at http://localhost:3000',
    '  12\t    at f (/w/src/a.js)',
    'it was written in Perl on line 9 of the letter',
  ],
});

it('needs no message below the place of a panic', () => {
  const text = "thread 'main' panicked at src/main.rs:4:5:";
  expect(stackFrame.extract(text)).toEqual([{ kind: 'stack-frame', value: 'src/main.rs:4:5', lines: [0] }]);
});
