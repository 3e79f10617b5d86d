import { defineOutput } from '../output.js';

/** wget with its dots. */
export const wget = defineOutput({
  name: 'wget',
  command: /^wget(?![\w-])/,
  content: /^HTTP request sent, awaiting response\.\.\. \d{3}/,
  leaveOut: [
    {
      what: 'lines of progress',
      line: /^ *\d+K[ .,]+ {1,3}\d{1,3}% +[\d.]+[KMG]?(?: [\dhms.]+|=[\dhms.]+)?$/,
      sure: true,
    },
  ],
});
