import { defineOutput } from '../output.js';
import { passedGroups } from '../programs/passed-groups.js';

const PASSED = /^ +[✓√] .*$/;

/** jest's default and verbose reporters. */
export const jest = defineOutput({
  name: 'jest',
  command: /^(?:jest|react-scripts test)(?![\w-])/,
  content:
    /^Test Suites: (?:\d+ \w+, )*\d+(?: of \d+)? total$|^(?:PASS|FAIL) (?:\S+ )?\S+\.[cm]?[jt]sx?(?: \(\d.*\))?$/,
  end: /^(?:Test Suites|Tests|Snapshots|Time): {2,}\d|^Ran all test suites/,
  leaveOut: [
    {
      what: 'passed files',
      from: /^PASS (?:\S+ )?\S+\.[cm]?[jt]sx?(?: \(\d.*\))?$/,
      while: /^ {2,}(?![✕×●○✎>]|console\.)\S/,
      sure: true,
    },
    { what: 'passed tests', line: PASSED, sure: true },
    { what: 'passed groups', find: passedGroups(PASSED, /^ {2,}(?![✕×●○✎>])\S/) },
    {
      what: 'failures shown above',
      from: /^ {2}● \S.* › /,
      before: /^(?: {2}● |PASS |FAIL |Test Suites: |-+\|)/,
      repeated: true,
    },
  ],
});
