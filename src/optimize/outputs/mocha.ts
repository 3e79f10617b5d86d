import { defineOutput } from '../output.js';
import { passedGroups } from '../programs/passed-groups.js';

const PASSED = /^ +[✔✓√] .*$/;

/** mocha's spec reporter. */
export const mocha = defineOutput({
  name: 'mocha',
  command: /^mocha(?![\w-])/,
  content: /^ {2}\d+ passing \(\d+m?s\)$/,
  end: /^ {2}\d+ (?:passing|pending|failing)/,
  leaveOut: [
    { what: 'passed tests', line: PASSED, sure: true },
    { what: 'passed groups', find: passedGroups(PASSED, /^ {2,}(?!\d+\) |- )\S/) },
  ],
});
