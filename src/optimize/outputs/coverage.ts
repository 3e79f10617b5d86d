import { defineOutput } from '../output.js';

/** The table of istanbul and v8 coverage, as printed by jest, vitest, c8 and nyc. */
export const coverage = defineOutput({
  name: 'coverage',
  command: /^(?:c8|nyc)(?![\w-])/,
  content: /^File +\| % Stmts \| % Branch \| % Funcs \| % Lines \| Uncovered Line #s *$/,
  leaveOut: [{ what: 'fully covered files', line: /^ +\S[^|]*\|(?: +100 \|){4} *$/, sure: true }],
});
