import { defineOutput } from '../output.js';

/** A line of `ls -l`: mode, links, owner, group, size, time, name. */
const LONG =
  /^([bcdlps-][r-][w-][xsS-][r-][w-][xsS-][r-][w-][xtT-])[.+@]? +\d+ +(\S+) +\2 +(\d[\d.,]*[KMGT]?) +([A-Z][a-z]{2}) +(\d+) +([\d:]+) +(?=\S)/;

/** `ls -l`, without the number of links, and the group where it is called as the owner. */
export const ls = defineOutput({
  name: 'ls',
  command: /^(?:ls|ll)(?![\w-])/,
  leaveOut: [{ what: 'folders themselves', line: /^d[r-][w-].{8,80} \.{1,2}$/ }],
  shorten: [{ line: LONG, as: '$1 $2 $3 $4 $5 $6 ', sure: true }],
});
