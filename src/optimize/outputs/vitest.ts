import { defineOutput } from '../output.js';

/** vitest's default, verbose and dot reporters. */
export const vitest = defineOutput({
  name: 'vitest',
  command: /^vitest(?![\w-])/,
  content: /^ (?:RUN|DEV) +v\d+\.\d+\.\d+ \S|^ Test Files {2}(?:\d+ \w+ \| )*\d+ \w+ \(\d+\)$/,
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
