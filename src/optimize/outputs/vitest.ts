import { defineOutput } from '../output.js';

/** vitest's default, verbose and dot reporters. */
export const vitest = defineOutput({
  name: 'vitest',
  command: /^vitest(?![\w-])/,
  content: /^ (?:RUN|DEV) +v\d+\.\d+\.\d+ \S|^ Test Files {2}(?:\d+ \w+ \| )*\d+ \w+ \(\d+\)$/,
  end: /^ {3}(?:Duration|Start at) {2}| Test Files {2}\d| {6}Tests {2}\d/,
  leaveOut: [
    {
      what: 'passed files',
      line: /^ ✓ +(?:\|[^|]*\| +|\S+ +)?\S+ +\(\d+ tests?\)(?: +\d+m?s)?$/,
      sure: true,
    },
    { what: 'passed tests', line: /^ ✓ .* > .*$|^ {2,}✓ .*$/, sure: true },
    { what: 'progress lines', line: /^[·.]{10,}$/ },
  ],
  shorten: [
    { line: /^⎯{3,}(?: ?(\S[^⎯]*?) ?⎯+)$/, as: '⎯ $1 ⎯', sure: true },
    { line: /^⎯{4,}$/, as: '⎯⎯⎯' },
  ],
});
