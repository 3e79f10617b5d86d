import { defineOutput } from '../output.js';

/** Playwright's list, line and dot reporters. */
export const playwright = defineOutput({
  name: 'playwright',
  command: /^playwright test(?![\w-])/,
  content: /^Running \d+ tests? using \d+ workers?$/,
  leaveOut: [
    { what: 'passed tests', line: /^ +(?:✓|ok) +\d+ .* \(\d[\d.]*m?s\)$/, sure: true },
    { what: 'progress lines', line: /^\[\d+\/\d+\] .* › .*$|^[·.]{10,}$/, sure: true },
  ],
});
