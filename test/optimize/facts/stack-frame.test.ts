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
