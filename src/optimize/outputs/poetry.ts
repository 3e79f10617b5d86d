import { defineOutput } from '../output.js';

/** Poetry: install, add, update. */
export const poetry = defineOutput({
  name: 'poetry',
  command: /^poetry(?![\w-])/,
  content: /^Package operations: \d+ installs?, \d+ updates?, \d+ removals?/,
  leaveOut: [
    {
      what: 'operations under way',
      line: /^ {2}[-•] (?:Installing|Updating|Removing|Downgrading) .*: (?:Pending|Downloading|Installing|Updating|Removing|Preparing|Building|Cloning)\.\.\.(?: \d+%)?$/,
      sure: true,
    },
    { what: 'lines of resolving', line: /^Resolving dependencies\.\.\.(?: \([\d.]+m?s\))?$/ },
  ],
});
