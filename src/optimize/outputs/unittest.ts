import { defineOutput } from '../output.js';

/** Python's unittest, also as Django runs it. */
export const unittest = defineOutput({
  name: 'unittest',
  command: /^(?:unittest|manage\.py test|python[\d.]* (?:\S*\/)?manage\.py test)(?![\w-])/,
  content: /^Ran \d+ tests? in \d[\d.]*s$/,
  leaveOut: [
    { what: 'passed tests', line: /^.+ \.\.\. ok$/, sure: true },
    { what: 'progress lines', line: /^[.s]{20,}$/ },
    { what: 'applied migrations', line: /^ {2}Applying \S+\.\.\. OK(?: \(\d[\d.]*s\))?$/, sure: true },
  ],
});
