import { defineOutput } from '../output.js';
import { passedGroups } from '../programs/passed-groups.js';

const PASSED = /^ *✔ .* \(\d[\d.]*m?s\)$/;

/** The spec reporter of Node's own test runner. */
export const nodeTest = defineOutput({
  name: 'node-test',
  command: /^node (?:.* )?--test(?![\w-])/,
  content: /^ℹ (?:tests|suites|pass|fail|cancelled) \d+$/,
  end: /^ℹ \w+ \d/,
  leaveOut: [
    { what: 'passed tests', line: PASSED, sure: true },
    { what: 'passed groups', find: passedGroups(PASSED, /^ *▶ \S/) },
  ],
});
