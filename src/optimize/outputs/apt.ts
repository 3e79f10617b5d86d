import { defineOutput } from '../output.js';

/** apt and apt-get: update, install, upgrade. */
export const apt = defineOutput({
  name: 'apt',
  command: /^apt(?:-get|itude)?(?![\w-])/,
  content: /^(?:Get|Hit|Ign):\d+ https?:\/\/\S+ \S+|^Selecting previously unselected package \S+\.$/,
  leaveOut: [
    {
      what: 'downloads',
      line: /^(?:Get|Hit|Ign):\d+ |^Fetched [\d.,]+ \w?B in |^Need to get |^After this operation, /,
      sure: true,
    },
    {
      what: 'steps of installing',
      line: /^(?:Reading (?:package lists|state information)\.\.\.|Building dependency tree\.\.\.|Selecting previously unselected package |\(Reading database \.\.\. |Preparing to unpack |Unpacking |Setting up |Processing triggers for |Scanning (?:processes|candidates|linux images)\.\.\.)/,
      sure: true,
    },
    { what: 'lines of frontends', line: /^debconf: /, sure: true },
  ],
});
