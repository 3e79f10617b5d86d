import { defineOutput } from '../output.js';

/** pip: install and uninstall. */
export const pip = defineOutput({
  name: 'pip',
  command: /^pip[\d.]*(?![\w-])/,
  content:
    /^(?:Requirement already satisfied: \S|Successfully installed \S+-\d|Installing collected packages: \S)/,
  leaveOut: [
    { what: 'satisfied requirements', line: /^Requirement already satisfied: /, sure: true },
    { what: 'collected packages', line: /^(?:Collecting \S|Processing \S|Obtaining \S)/, sure: true },
    {
      what: 'downloads',
      line: /^ {2}(?:Downloading \S+|Using cached \S+|Link requires|Cloning )|^Downloading \S+ \(|^Using cached \S+ \(|^ +[━╸╺][━╸╺ ]*[\d.]+\/[\d.]+ \w?B|^Looking in (?:indexes|links): /,
      sure: true,
    },
    {
      what: 'steps of building',
      line: /^ {2}(?:Preparing metadata|Getting requirements to build wheel|Installing (?:build|backend) dependencies|Building (?:wheel|editable) for \S+).*(?:: started|: finished with status 'done'|\.\.\. done)$|^ {2}(?:Created (?:wheel|editable) for |Stored in directory: )|^Building wheels for collected packages: |^Successfully built /,
    },
    {
      what: 'replaced versions',
      line: /^ {2}(?:Attempting uninstall: | {2}Found existing installation: | {2}Uninstalling \S+:$| {4}Successfully uninstalled )/,
    },
    { what: 'notices of a new pip', line: /^\[notice\] / },
    { what: 'lists of packages', line: /^Installing collected packages: / },
  ],
});
