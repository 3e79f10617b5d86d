import { defineOutput } from '../output.js';

/** uv: sync, add, pip install. */
export const uv = defineOutput({
  name: 'uv',
  command: /^uv(?![\w-])/,
  content: /^(?:Resolved|Prepared|Audited) \d+ packages? in [\d.]+m?s$/,
  leaveOut: [
    {
      what: 'downloads',
      line: /^ *(?:Downloading|Downloaded|Building|Built) \S+(?: \([\d.]+[KMG]?i?B\)| @ \S+)?$/,
      sure: true,
    },
    {
      what: 'finished steps',
      line: /^(?:Resolved|Prepared|Uninstalled|Audited) \d+ packages? in [\d.]+m?s$/,
    },
  ],
});
